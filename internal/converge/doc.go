// Package converge brings instances to their settings and observes what they
// show. It is free of Terraform.
package converge
