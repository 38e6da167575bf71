// Package ownership holds what the resources of instances share: their identity in
// private state, handovers, other owners, releases, fingerprints of write-only
// values, and the attributes on_release, triggers and restart_triggers.
//
// Its types are Identity, which is part of every private record; Handover and Known,
// which a replaced object passes on; Others, the other owners that Read has noted; and
// Secret with SecretPlan, for write-only values and their versions.
//
// Example: a fleet was tainted because one instance failed, and Terraform replaces
// it. In the refresh, Read calls RecordKnown for every instance. ModifyPlan of the
// create calls PlanHandover, which writes the holdings into the planned private
// state. In the apply, Delete calls TakeHandover and HandOver, and releases only the
// instances that the new fleet lacks. Create calls TakeHandedOver for each of its
// instances and sends only what failed before.
package ownership
