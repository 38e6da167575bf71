// Package ownership holds what the resources of instances share: their identity
// in private state, handover, release, fingerprints of write-only values, and
// the attributes on_release, triggers and restart_triggers.
package ownership
