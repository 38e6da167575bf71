package armcloud

import (
	"cmp"
	"context"
)

// ListApps lists the uploaded apps in pages.
// API document: Application list.
var ListApps = &Operation{
	Name:       "list the apps",
	Method:     "POST",
	Path:       "/file-center/open/app/list",
	Repeatable: true,
	Levels:     AllLevels,
}

// GetApp returns one uploaded app.
// API document: Application details.
var GetApp = &Operation{
	Name:       "read the app",
	Method:     "POST",
	Path:       "/file-center/open/app/detail",
	Repeatable: true,
	Levels:     AllLevels,
}

// App is an uploaded app of the account. API document: Application list,
// Application details.
type App struct {
	ID          int64
	Name        string
	PackageName string
	VersionName string
	// VersionCode is nil if the service doesn't return it.
	VersionCode *int64
	SignMD5     string
	Description string
	// URL is where the service downloaded the app from.
	URL string
	// Available reports whether the upload is done. It is nil if the service
	// doesn't return it, as in the response of GetApp.
	Available *bool
	// CreatedAt is in Unix milliseconds, 0 if the service doesn't return it.
	CreatedAt int64
}

// AppFilter selects apps. The zero value selects all apps.
type AppFilter struct {
	// IDs holds at most 100 app IDs.
	IDs []int64
}

// maxAppIDs is the maximum number of ids of one request. The API document states
// none.
const maxAppIDs = 100

// Apps returns one page of the account's apps. Pages start at 1; rows is the page
// size, at most 500. Ids that are not in the account are left out without an
// error. API document: Application list.
func (c *Client) Apps(ctx context.Context, filter AppFilter, page, rows int) (Page[App], error) {
	if len(filter.IDs) > maxAppIDs {
		return Page[App]{Page: page, Rows: rows, Total: -1}, &Error{
			Class: ClassRejected, Operation: ListApps, Message: "a request takes at most 100 app IDs; nothing was sent",
		}
	}
	at := paging{Page: page, Rows: rows}
	got, err := listPage(ctx, c, ListApps, at, struct {
		paging
		AppIDs []int64 `json:"appIds,omitempty"`
	}{at, filter.IDs}, appRow.app)
	return wantKeys(ListApps, got, err, func(a App) bool { return a.ID == 0 })
}

// App returns one app, or false if the account does not have it. Available is
// never set. API document: Application details.
func (c *Client) App(ctx context.Context, id int64) (App, bool, error) {
	response, err := c.Call(ctx, GetApp, map[string]int64{"appId": id})
	if Is(err, ClassNotFound) {
		return App{}, false, nil
	}
	if err != nil {
		return App{}, false, err
	}
	rows, err := decodeList[appRow](response.Data)
	if err != nil {
		return App{}, false, undecodable(GetApp, response, err)
	}
	for _, row := range rows {
		if row.AppID.set && row.AppID.value == id {
			return row.app(), true, nil
		}
	}
	return App{}, false, nil
}

// appRow is an app of ListApps or GetApp. Newer levels spell originUrl as
// originalUrl and createTime as createdTime.
type appRow struct {
	AppID       flexInt    `json:"appId"`
	AppName     flexString `json:"appName"`
	PackageName flexString `json:"packageName"`
	VersionName flexString `json:"versionName"`
	VersionNo   flexInt    `json:"versionNo"`
	SignMD5     flexString `json:"signMd5"`
	Description flexString `json:"description"`
	OriginURL   flexString `json:"originUrl"`
	OriginalURL flexString `json:"originalUrl"`
	Available   flexBool   `json:"available"`
	CreateTime  flexTime   `json:"createTime"`
	CreatedTime flexTime   `json:"createdTime"`
}

func (r appRow) app() App {
	return App{
		ID: r.AppID.value, Name: string(r.AppName), PackageName: string(r.PackageName), VersionName: string(r.VersionName),
		VersionCode: r.VersionNo.pointer(), SignMD5: string(r.SignMD5), Description: string(r.Description),
		URL: firstText(r.OriginURL, r.OriginalURL), Available: r.Available.pointer(), CreatedAt: int64(cmp.Or(r.CreateTime, r.CreatedTime)),
	}
}
