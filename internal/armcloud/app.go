package armcloud

import "context"

// ListApps lists the uploaded apps, page by page.
// API document: Application list.
var ListApps = &Operation{
	Name:       "list the apps",
	Method:     "POST",
	Path:       "/file-center/open/app/list",
	Repeatable: true,
	Levels:     AllLevels,
}

// GetApp reads one uploaded app.
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
	// VersionCode is nil where the service shows none.
	VersionCode *int64
	SignMD5     string
	Description string
	// URL is the address that the app was fetched from.
	URL string
	// Available is nil where the service does not say, as in GetApp's answer;
	// an app is not available until its upload is done.
	Available *bool
	// CreatedAt is in unix milliseconds, 0 where the service shows none.
	CreatedAt int64
}

// AppFilter narrows Apps; the zero value asks for all apps.
type AppFilter struct {
	// IDs are at most 100 app ids.
	IDs []int64
}

// maxAppIDs is how many apps one request asks for by their ids. API document:
// not stated.
const maxAppIDs = 100

// Apps reads one page of the account's apps, which count from 1; rows is the
// size of a page, up to 500. Ids that the account does not have are left out
// without an error. API document: Application list.
func (c *Client) Apps(ctx context.Context, filter AppFilter, page, rows int) (Page[App], error) {
	if len(filter.IDs) > maxAppIDs {
		return Page[App]{Page: page, Rows: rows, Total: -1}, &Error{
			Class: ClassRejected, Operation: ListApps, Message: "one request takes 100 app ids at most; nothing was sent",
		}
	}
	at := paging{Page: page, Rows: rows}
	return listPage(ctx, c, ListApps, at, struct {
		paging
		AppIDs []int64 `json:"appIds,omitempty"`
	}{at, filter.IDs}, appRow.app)
}

// App reads one app; false: the account does not have it. Available is not
// part of the answer. API document: Application details.
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

// appRow is an app in every answer; details call its address originUrl, or
// originalUrl at newer levels.
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
	CreateTime  flexInt    `json:"createTime"`
	CreatedTime flexInt    `json:"createdTime"`
}

func (r appRow) app() App {
	return App{
		ID: r.AppID.value, Name: string(r.AppName), PackageName: string(r.PackageName), VersionName: string(r.VersionName),
		VersionCode: r.VersionNo.pointer(), SignMD5: string(r.SignMD5), Description: string(r.Description),
		URL: firstOf(r.OriginURL, r.OriginalURL), Available: r.Available.pointer(), CreatedAt: either(r.CreateTime, r.CreatedTime),
	}
}
