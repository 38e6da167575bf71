// Package lookup implements the data sources about instances and their groups, and the
// list resource armcloud_instance.
//
// Each data source has a file named after it. query.go has what those share that
// query running instances (apps, command, preview, properties, proxy). filter.go,
// listing.go and instance_row.go belong to armcloud_instances and
// armcloud_instance, instances_list.go is the list resource.
//
// An example, step by step: armcloud_instances has the filter { group_ids = [3],
// status = "running" } and details = false. Read decodes it into a filter.
// candidates lets the API list group 3 (pad/infos). The condition on the status
// needs the details (pad/padDetails), so fill queries them through the engine, which
// shares requests with other callers. matches drops the instances that are not
// running, and Read writes the sorted pad codes.
package lookup
