package simulator

import (
	"fmt"
	"slices"
)

// appUploadRequest is one app in a request of app/cache.
type appUploadRequest struct {
	AppID       *int64 `json:"appId"`
	URL         string `json:"url"`
	AppName     string `json:"appName"`
	PackageName string `json:"pkgName"`
	SignMD5     string `json:"signMd5"`
	VersionNo   int64  `json:"versionNo"`
	VersionName string `json:"versionName"`
	Description string `json:"description"`
	MD5         string `json:"md5sum"`
}

// appUploadItem is the response for one app. Only the current level has URL.
type appUploadItem struct {
	TaskID int64  `json:"taskId"`
	AppID  int64  `json:"appId"`
	URL    string `json:"url,omitempty"`
}

// maxApps is the number of apps that one call of app/cache may name. The document
// has no limit.
const maxApps = 100

// cacheApps is app/cache (API document: Application upload). Each app gets a task;
// its id is assigned at once. The package name is required unless parse is true.
// An appId that the catalog has is refused (assumed).
func cacheApps(s *Simulator, r *request) (any, *refusal) {
	f := r.fields
	var parse bool
	var calls []appUploadRequest
	f.required("parse", &parse)
	f.required("apps", &calls)
	f.checkLimit("apps", len(calls), r.route.limit)
	taken := map[int64]bool{}
	for _, call := range calls {
		s.checkApp(f, call, parse, taken)
	}
	if f.refused != nil {
		return nil, f.refused
	}
	s.counters.countBatch(r.route.path, len(calls))
	uploads := make([]*upload, 0, len(calls))
	for _, call := range calls {
		uploads = append(uploads, &upload{Kind: uploadApp, Parse: parse, App: &App{
			ID: s.assignAppID(call.AppID, taken), URL: call.URL, Name: call.AppName, PackageName: call.PackageName, SignMD5: call.SignMD5,
			VersionCode: call.VersionNo, VersionName: call.VersionName, Description: call.Description, MD5: call.MD5,
			CreatedAt: r.at.UnixMilli(),
		}})
	}
	accepted, refused := s.acceptUploads(r, uploads)
	items := []appUploadItem{}
	for _, u := range accepted {
		item := appUploadItem{TaskID: u.ID, AppID: u.App.ID}
		if r.current() {
			item.URL = u.App.URL
		}
		items = append(items, item)
	}
	return items, refused
}

func (s *Simulator) checkApp(f *fields, call appUploadRequest, parse bool, taken map[int64]bool) {
	checkURL(f, "url", call.URL)
	checkMD5(f, "md5sum", call.MD5)
	if !parse && call.PackageName == "" {
		f.refuse(codeRequired, "pkgName cannot be empty when parse is false")
	}
	if call.VersionNo < 0 {
		f.refuse(codeInvalidParameters, "versionNo must not be negative")
	}
	if call.AppID == nil {
		return
	}
	id := *call.AppID
	if id < 1 {
		f.refuse(codeInvalidParameters, "appId must be positive")
	}
	if taken[id] || s.account.catalog.app(id) != nil {
		f.refuse(codeInvalidParameters, "appId %d already exists", id)
	}
	taken[id] = true
}

// checkMD5 refuses sums of more than 32 digits. Shorter ones occur in the document.
func checkMD5(f *fields, name, sum string) {
	if len(sum) > 32 {
		f.refuse(codeInvalidParameters, "%s must not be longer than 32 characters", name)
	}
}

// assignAppID returns the requested id, or the next free one if it is nil.
func (s *Simulator) assignAppID(requested *int64, taken map[int64]bool) int64 {
	if requested != nil {
		return *requested
	}
	id := s.account.catalog.NextApp
	for taken[id] || s.account.catalog.app(id) != nil {
		id++
	}
	taken[id] = true
	return id
}

// storeApp makes the app of an upload available. If Parse is set, values that the
// request doesn't have come from the package.
func (s *Simulator) storeApp(u *upload) error {
	listed := s.account.catalog.app(u.App.ID)
	if listed == nil {
		return fmt.Errorf("the app was removed")
	}
	a, name := *u.App, lastSegment(u.App.URL)
	if u.Parse {
		parsed, err := parsePackage(name)
		if err != nil {
			return err
		}
		a.PackageName = firstNonEmpty(a.PackageName, parsed.PackageName)
		a.Name = firstNonEmpty(a.Name, parsed.Name)
		if a.VersionCode == 0 {
			a.VersionCode = parsed.VersionCode
		}
		a.VersionName = firstNonEmpty(a.VersionName, parsed.VersionName)
	}
	a.SignMD5 = firstNonEmpty(a.SignMD5, signatureMD5(a.ID))
	a.MD5 = firstNonEmpty(a.MD5, contentMD5(a.URL))
	a.Broken = containsWord(name, "broken")
	a.Available = true
	*listed = a
	return nil
}

func firstNonEmpty(text, other string) string {
	if text != "" {
		return text
	}
	return other
}

func (c *catalog) removeApp(id int64) {
	c.modified = true
	c.Apps = slices.DeleteFunc(c.Apps, func(a App) bool { return a.ID == id })
}
