// Package instance offers cloud phones: one setting of one phone
// (armcloud_instance_time_zone and its siblings), one phone with all settings
// (armcloud_instance), many phones (armcloud_fleet), and the data sources
// that list them. The first two are one resource type over two layouts; all
// three leave the work to package setting.
package instance
