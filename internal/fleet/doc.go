// Package fleet offers armcloud_fleet: many instances under one resource.
package fleet
