// Package lookup offers the data sources about instances.
package lookup
