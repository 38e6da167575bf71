// Package setting knows what a phone can be told: one file per setting. A
// setting is written once, as a plain Go struct with its request, evidence
// and undo, and below it the attributes that show it in HCL. The package
// offers each setting in three places (as a resource of its own, in
// armcloud_instance, in the profiles of armcloud_fleet) and brings phones to
// their settings. order.go is the one list of all settings.
package setting
