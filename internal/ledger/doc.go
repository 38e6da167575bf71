// Package ledger records what the resources of one provider process have set
// and claimed, and what they hand over to each other. It imports nothing of the
// project.
//
// Terraform runs the resources of a configuration concurrently, and they don't
// know about each other. One Ledger, shared by all of them, answers three
// questions: which resource set a setting of an instance in this process (Set,
// SetBy, Setters), which resources plan to manage the same setting (Claim), and
// which tasks or uploads of an earlier process may still be running
// (SetPending, Pending, SetUpload, Upload).
//
// Example: a fleet drops an instance in the same apply in which another fleet
// takes it over. The second fleet calls Set("AC1", "proxy", "armcloud_fleet/b")
// before it sends the proxy. The first one, about to undo the proxy, calls
// SetBy, finds an owner other than itself, and leaves the proxy alone.
package ledger
