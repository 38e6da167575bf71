package simulator

import (
	"net/url"
	"path"
	"strings"
	"time"
)

// Kinds of uploads.
const (
	uploadApp   = "app"
	uploadFile  = "file"
	uploadImage = "image"
)

// upload is a task without an instance: the service downloads something from a URL
// and adds it to the catalog. The simulator downloads nothing. The outcome depends
// on the URL, because the document describes no failures (assumed):
//
//   - A URL that contains "unreachable" cannot be downloaded.
//   - If the last segment contains "corrupt", the MD5 does not match.
//   - If the last segment contains "broken", an app cannot be parsed, instances
//     cannot download a file, and an image cannot be unpacked.
//
// Uploading the same again creates a second entry, except for images, whose tags
// are unique.
type upload struct {
	ID      int64     `json:"id"`    // of the task
	Batch   int64     `json:"batch"` // id of the first task of the same request
	Kind    string    `json:"kind"`
	Created time.Time `json:"created"`
	Start   time.Time `json:"start"`
	End     time.Time `json:"end"`

	FileID string `json:"fileId,omitempty"` // fileUniqueId, of apps and files
	App    *App   `json:"app,omitempty"`    // as in the request
	Parse  bool   `json:"parse,omitempty"`
	File   *File  `json:"file,omitempty"`
	Known  bool   `json:"known,omitempty"` // the catalog has a file with this MD5: nothing is downloaded
	Image  *Image `json:"image,omitempty"`

	Status   int      `json:"status"` // taskPending until finished; see shownStatus
	ErrorMsg string   `json:"errorMsg,omitempty"`
	Failure  *failure `json:"failure,omitempty"` // injected by a fault, or nil
}

// valid reports whether an upload, which may come from a state file, has the
// values of its kind.
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

// submitPath returns the path of the endpoint that submitted the upload.
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

// shownStatus returns the status that a query shows at a time.
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

// checkURL refuses addresses that cannot be downloaded.
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

// lastSegment returns the file name in a URL, or "".
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

// hostOf returns the host of a URL for messages. The rest of the URL may contain
// secrets.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "the address"
	}
	return u.Hostname()
}

func containsWord(text, word string) bool { return strings.Contains(strings.ToLower(text), word) }
