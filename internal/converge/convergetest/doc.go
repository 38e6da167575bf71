// Package convergetest is an API for tests of settings and of converge: an
// account whose instances run and whose changes are recorded.
package convergetest
