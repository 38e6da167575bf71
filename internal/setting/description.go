package setting

import (
	"slices"
	"strings"
)

// Notes that several descriptions share. Each is complete in itself, because
// the same text describes a resource and an attribute.
const (
	notDetected = "The API does not return this setting, so a change made outside Terraform is not detected. " +
		"To send the setting again, change `triggers`."
	notUndone = "The API cannot undo this setting: when it is no longer managed, the instance keeps its current value."
)

// withUndo returns the description with a note on a setting that the API can undo. The
// effect is what the undo does, or "" if the API cannot undo the setting.
func (d description) withUndo(effect string) description {
	if effect == "" {
		return d
	}
	return append(slices.Clone(d), "When the setting is no longer managed, "+effect+", unless `on_release` is `keep`.")
}

// description is a summary, which the registry shows in search results, and
// details in short paragraphs.
type description []string

// page returns the text for a resource.
func (d description) page() string { return strings.Join(d, "\n\n") }

// attribute returns the text for an attribute, in one paragraph because pages
// list attributes as bullet points.
func (d description) attribute() string { return strings.Join(d, " ") }
