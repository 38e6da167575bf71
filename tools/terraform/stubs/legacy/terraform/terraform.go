// Package terraform stands in for a package that only tests of Terraform itself
// use and that is not on the module proxy.
package terraform
