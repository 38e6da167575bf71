// Package tfkit holds what every resource and data source shares and nothing
// more: the data that Configure hands on, a base to embed, identity, private
// state and the way from an error to a diagnostic.
package tfkit
