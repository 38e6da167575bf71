package simulator

import (
	"net/url"
	"path"
	"strings"
	"time"
)

// Kinds of uploads: what the service fetches from a URL.
const (
	uploadApp   = "app"
	uploadFile  = "file"
	uploadImage = "image"
)

// upload is a task without an instance: the service fetches something from a URL
// and puts it into the catalog. Nothing is really fetched: what comes of it
// follows from the URL. One that contains "unreachable" cannot be
// downloaded; one whose last segment contains "corrupt" has another MD5 than the
// expected one; "broken" there is an app that cannot be parsed, a file that
// instances cannot download, an image that cannot be unpacked. Assumed, as
// the document tells of no failures.
//
// Uploading the same again makes a second entry, except of images, whose tags
// are taken once only.
type upload struct {
	ID      int64     `json:"id"`    // of the task
	Batch   int64     `json:"batch"` // id of the first task of the same request
	Kind    string    `json:"kind"`
	Created time.Time `json:"created"`
	Start   time.Time `json:"start"`
	End     time.Time `json:"end"`

	FileID string `json:"fileId,omitempty"` // fileUniqueId, of apps and files
	App    *App   `json:"app,omitempty"`    // as the request describes it
	Parse  bool   `json:"parse,omitempty"`
	File   *File  `json:"file,omitempty"`
	Known  bool   `json:"known,omitempty"` // a file with its MD5 was there already: nothing is downloaded
	Image  *Image `json:"image,omitempty"`

	Status   int      `json:"status"` // taskPending until finished; see shown
	ErrorMsg string   `json:"errorMsg,omitempty"`
	Failure  *failure `json:"failure,omitempty"` // the end that a fault has prepared for it
}

// valid tells whether an upload, which may come from a state file, says
// what it is about.
func (u *upload) valid() bool {
	if u == nil {
		return false
	}
	switch u.Kind {
	case uploadApp:
		return u.App != nil
	case uploadFile:
		return u.File != nil
	}
	return u.Kind == uploadImage && u.Image != nil
}

func (u *upload) url() string {
	switch u.Kind {
	case uploadApp:
		return u.App.URL
	case uploadFile:
		return u.File.URL
	}
	return u.Image.URL
}

// submitPath is the endpoint that uploads of a kind come from.
func (u *upload) submitPath() string {
	switch u.Kind {
	case uploadApp:
		return "/file-center/open/app/cache"
	case uploadFile:
		return "/file-center/open/file/cache"
	}
	return "/openapi/open/image/uploadImage"
}

func (u *upload) unfinished() bool { return u.Status == taskPending }

// shownStatusStatus is the status that a query sees at a time.
func (u *upload) shownStatus(at time.Time) int {
	switch {
	case u.Kind == uploadImage && u.unfinished():
		return imageRunning
	case u.Kind == uploadImage && u.Status == taskDone:
		return imageDone
	}
	if u.unfinished() && !at.Before(u.Start) {
		return taskRunning
	}
	return u.Status
}

// checkURL refuses an address that nothing can be fetched from.
func checkURL(f *fields, name, address string) {
	if address == "" {
		f.refuse(codeRequired, "%s cannot be empty", name)
		return
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		f.refuse(codeInvalidParameters, "%s is not a valid address", name)
	}
}

// lastSegment is the name of a file in a URL; "" if it has none.
func lastSegment(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	name := path.Base(u.Path)
	if name == "/" || name == "." {
		return ""
	}
	return name
}

// hostOf is what messages call an address by: the rest may hold secrets.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "the address"
	}
	return u.Hostname()
}

func containsWord(text, word string) bool { return strings.Contains(strings.ToLower(text), word) }
