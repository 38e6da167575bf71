package simulator

import (
	"fmt"
	"slices"
)

// createdAt is when everything in the catalogue was made, in milliseconds.
const createdAt = 1_709_895_492_000

// appRow is an app of app/list (API document: Application list). The embedded
// part exists at the current level only.
type appRow struct {
	appFields
	OriginURL string `json:"originUrl"`
	Available bool   `json:"available"`
	*newerApp
}

type newerApp struct {
	IconPath *string `json:"iconPath"`
	FileID   int64   `json:"fileId"`
	Classes  []any   `json:"newAppClassifyList"`
}

type appFields struct {
	AppID       int64   `json:"appId"`
	Description *string `json:"description"`
	PackageName string  `json:"packageName"`
	AppName     string  `json:"appName"`
	VersionName string  `json:"versionName"`
	VersionNo   int64   `json:"versionNo"`
	SignMD5     string  `json:"signMd5"`
	CreateTime  int64   `json:"createTime"`
}

// appAnswer is app/detail (API document: Application details); the address is
// called originUrl in 2024 and originalUrl at the current level.
type appAnswer struct {
	appFields
	OriginURL   string `json:"originUrl,omitempty"`
	OriginalURL string `json:"originalUrl,omitempty"`
}

// listApps is app/list: by page, narrowed to appIds and, at the current
// level, to a packageName.
func listApps(s *Simulator, r *request) (any, *refusal) {
	number, rows := readPage(r.fields, true)
	var ids []int64
	var packageName string
	r.fields.may("appIds", &ids)
	if r.current() {
		r.fields.may("packageName", &packageName)
	}
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	found := []any{}
	for _, a := range s.account.catalogue.apps {
		if len(ids) > 0 && !slices.Contains(ids, a.id) || packageName != "" && a.packageName != packageName {
			continue
		}
		row := appRow{appFields: a.fields(), OriginURL: a.url(), Available: a.available}
		if r.current() {
			row.newerApp = &newerApp{FileID: a.id}
		}
		found = append(found, row)
	}
	return pageOfRows(found, number, rows), nil
}

// appDetail is app/detail: null for an app that does not exist.
func appDetail(s *Simulator, r *request) (any, *refusal) {
	var id int64
	r.fields.need("appId", &id)
	a := s.account.catalogue.app(id)
	if r.fields.refused != nil || a == nil {
		return nil, r.fields.refused
	}
	answer := appAnswer{appFields: a.fields(), OriginURL: a.url()}
	if r.current() {
		answer.OriginURL, answer.OriginalURL = "", a.url()
	}
	return answer, nil
}

func (a *app) fields() appFields {
	return appFields{
		AppID: a.id, PackageName: a.packageName, AppName: a.name, VersionName: a.versionName, VersionNo: a.versionCode,
		SignMD5: fmt.Sprintf("%032X", noise(0, uint64(a.id))), CreateTime: createdAt, //nolint:gosec // ids are positive
	}
}

func (a *app) url() string {
	return fmt.Sprintf("https://files.simulator.invalid/%s-%s.apk", a.packageName, a.versionName)
}
