// Package provider is the front door: the provider's schema, Configure, and
// registry.go, the one list of everything offered.
package provider
