// Package acctest is what acceptance tests share: a simulated account, the
// provider in the test's own process for plugin-testing, and a workspace that
// runs a real CLI with a provider process of its own. Recorded restores states
// that an earlier version has written.
package acctest
