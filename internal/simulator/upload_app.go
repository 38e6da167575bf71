package simulator

import (
	"crypto/md5" //nolint:gosec // the service tells MD5 sums
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// appUpload is one app of app/cache on the wire.
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

// appUploadItem is the answer for one app; the address exists at the current
// level only.
type appUploadItem struct {
	TaskID int64  `json:"taskId"`
	AppID  int64  `json:"appId"`
	URL    string `json:"url,omitempty"`
}

// maxApps is how many apps one call of app/cache may name; the document has
// no limit.
const maxApps = 100

// cacheApps is app/cache (API document: Application upload): a task for each
// app. The ids of the apps are known at once. Without parse the package
// must be named. An appId that the catalogue has is refused (assumed).
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

// checkMD5 refuses what is too long for an MD5; shorter ones are printed in
// the document.
func checkMD5(f *fields, name, sum string) {
	if len(sum) > 32 {
		f.refuse(codeInvalidParameters, "%s must not be longer than 32", name)
	}
}

// appID is the id that a request asks for, or else the next free one.
func (s *Simulator) assignAppID(asked *int64, taken map[int64]bool) int64 {
	if asked != nil {
		return *asked
	}
	id := s.account.catalog.NextApp
	for taken[id] || s.account.catalog.app(id) != nil {
		id++
	}
	taken[id] = true
	return id
}

// storeApp makes the app of an upload available. With parse, what the
// request left out is read from the package.
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

// parsePackage reads from a file name what a real package would tell: the
// package name before the last hyphen, the version name after it, 1.0 where there is
// none. com.example.kiosk-3.0.apk is version 3.0 with the code 300: a hundred
// times the first number, and the second. A name without dots becomes
// com.example.NAME. The name of the app is the last part of the package.
// Files whose name contains "broken" are no packages.
func parsePackage(file string) (App, error) {
	stem := strings.TrimSuffix(file, path.Ext(file))
	if !strings.EqualFold(path.Ext(file), ".apk") {
		stem = file
	}
	if stem == "" || containsWord(file, "broken") {
		return App{}, fmt.Errorf("parsing failed: %q is not an app package", file)
	}
	name, version := stem, "1.0"
	if at := strings.LastIndexByte(stem, '-'); at > 0 && at+1 < len(stem) && isDigit(stem[at+1]) {
		name, version = stem[:at], stem[at+1:]
	}
	name = strings.Map(func(c rune) rune {
		if c == '.' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return c
		}
		return '_'
	}, name)
	if !strings.Contains(name, ".") {
		name = "com.example." + name
	}
	last := name[strings.LastIndexByte(name, '.')+1:]
	if last != "" {
		last = strings.ToUpper(last[:1]) + last[1:]
	}
	return App{PackageName: name, Name: last, VersionName: version, VersionCode: versionCode(version)}, nil
}

func versionCode(version string) int64 {
	first, rest, _ := strings.Cut(version, ".")
	second, _, _ := strings.Cut(rest, ".")
	return 100*leadingNumber(first) + leadingNumber(second)
}

// leadingNumber is the digits at the start of a text, nine at most; 0: none.
func leadingNumber(text string) int64 {
	end := 0
	for end < len(text) && end < 9 && isDigit(text[end]) {
		end++
	}
	n, err := strconv.ParseInt(text[:end], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// contentMD5 stands for the MD5 of what an address leads to.
func contentMD5(address string) string {
	sum := md5.Sum([]byte(address)) //nolint:gosec // the service tells MD5 sums
	return hex.EncodeToString(sum[:])
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
