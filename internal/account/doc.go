// Package account has the resources, data sources and list resources of an account that
// do not belong to one instance: apps, files, images, the callback, app blacklists,
// public IPs and tasks.
//
// Each thing has files of its own: app_blacklist.go is the resource,
// app_blacklist_schema.go its schema and model, app_blacklist_plan.go its plan,
// and so on; files in _data.go are data sources, and files in _list.go list
// resources. resource.go and import.go are the base of all resources, list.go that of
// all list resources.
//
// armcloud_callback, armcloud_app_blacklist and armcloud_public_ip_binding are things
// that an account has only once. claim.go decides which of several objects has them.
// Example: armcloud_callback.a is renamed to b. Delete of a begins and waits; Create
// of b claims the key "callback" and takes its lock. Delete of a sees the claim and
// sends nothing.
//
// armcloud_app, armcloud_file and armcloud_image share the files upload*.go.
// Create runs an upload: it submits the request once, waits for the task, and
// then for the entry in the catalog. If the apply ends first, the pending upload
// is saved in private state and handed over to the Create of the next apply,
// which waits for it instead of uploading again.
package account
