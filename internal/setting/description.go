package setting

import (
	"slices"
	"strings"
)

// Notes on drift and release that several attributes share. The pages of single-setting
// resources say the same in their notes, so page leaves them out.
const (
	notDetected = "The API does not return this setting, so drift is not detected. To send it again, change `triggers`."
	notUndone   = "The API cannot undo this setting, so the instance keeps it when Terraform no longer manages it."
)

// withUndo returns the description with a note on a setting that the API can undo. The
// effect is what the undo does, or "" if the API cannot undo the setting.
func (d description) withUndo(effect string) description {
	if effect == "" {
		return d
	}
	return append(slices.Clone(d), "When Terraform no longer manages this setting, "+effect+", unless `on_release` is `keep`.")
}

// releaseNote returns the note on the release of a setting, with the effect of its undo.
func releaseNote(effect string) string {
	if effect == "" {
		return notUndone
	}
	return description{}.withUndo(effect).attribute()
}

// description is a summary, which the registry shows in search results, and
// details in short paragraphs.
type description []string

// page returns the text for a resource.
func (d description) page() string {
	own := slices.DeleteFunc(slices.Clone(d), func(note string) bool { return note == notDetected || note == notUndone })
	return strings.Join(own, "\n\n")
}

// attribute returns the text for an attribute, in one paragraph because pages
// list attributes as bullet points.
func (d description) attribute() string { return strings.Join(d, " ") }
