package armcloud

import (
	"context"
	"encoding/json"
)

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

// AppUpload is an app to be fetched from its URL. Zero values are left out, and
// with Parse read from the package. API document: Application upload.
type AppUpload struct {
	Parse bool
	// ID is the id that the app is to have, 0 to have one given.
	ID          int64
	URL         string
	Name        string
	PackageName string
	SignMD5     string
	VersionCode *int64
	VersionName string
	Description string
	MD5         string
}

// Upload is what the service answers to an upload: the task to wait for
// (WaitFile or WaitImage), and the id that the thing will have, where it tells.
type Upload struct {
	TaskID int64
	AppID  int64
	FileID string
}

type appUploadRequest struct {
	Parse bool             `json:"parse"`
	Apps  []appUploadEntry `json:"apps"`
}

type appUploadEntry struct {
	AppID       int64  `json:"appId,omitempty"`
	URL         string `json:"url"`
	AppName     string `json:"appName,omitempty"`
	PackageName string `json:"pkgName,omitempty"`
	SignMD5     string `json:"signMd5,omitempty"`
	VersionNo   *int64 `json:"versionNo,omitempty"`
	VersionName string `json:"versionName,omitempty"`
	Description string `json:"description,omitempty"`
	MD5         string `json:"md5sum,omitempty"`
}

// UploadApp has the file centre fetch an app. It is sent once: an error of
// ClassAmbiguous means that the upload may be under way. API document:
// Application upload.
func (c *Client) UploadApp(ctx context.Context, app AppUpload) (Upload, error) {
	response, err := c.Call(ctx, UploadApps, appUploadRequest{Parse: app.Parse, Apps: []appUploadEntry{{
		AppID: app.ID, URL: app.URL, AppName: app.Name, PackageName: app.PackageName, SignMD5: app.SignMD5,
		VersionNo: app.VersionCode, VersionName: app.VersionName, Description: app.Description, MD5: app.MD5,
	}}})
	if err != nil {
		return Upload{}, err
	}
	return c.decodeUpload(UploadApps, response)
}

// uploadItem is the answer to an upload of an app or a file.
type uploadItem struct {
	TaskID       flexInt    `json:"taskId"`
	AppID        flexInt    `json:"appId"`
	FileUniqueID flexString `json:"fileUniqueId"`
	Code         flexString `json:"errorCode"`
	ErrorMsg     flexString `json:"errorMsg"`
	ErrMsg       flexString `json:"errMsg"`
}

// decodeUpload reads the first item of a list, or the single one.
func (c *Client) decodeUpload(op *Operation, response *Response) (Upload, error) {
	items, err := decodeList[uploadItem](response.Data)
	if err != nil {
		return Upload{}, undecodable(op, response, err)
	}
	for _, item := range items {
		upload := Upload{TaskID: item.TaskID.value, AppID: item.AppID.value, FileID: string(item.FileUniqueID)}
		message := scrub(firstOf(item.ErrorMsg, item.ErrMsg), c.sent.learn(nil))
		switch {
		case upload.TaskID != 0:
			return upload, nil
		case message != "":
			return Upload{}, refusal(op, string(item.Code), message, response.TraceID)
		case upload != Upload{}:
			// It has come without a task: there is nothing to wait for.
			return upload, nil
		}
	}
	return Upload{}, taskless(op, response.TraceID)
}

// either gives the number that is there, 0 for none.
func either(a, b flexInt) int64 {
	if a.set {
		return a.value
	}
	return b.value
}

// truth reads a payload that is a truth value.
func truth(data json.RawMessage) (value, is bool) {
	var b flexBool
	if err := json.Unmarshal(data, &b); err != nil {
		return false, false
	}
	return b.value, b.set
}
