package armcloud

import "context"

// UploadApps uploads apps from URLs. One request may upload several apps.
// API document: Application upload.
var UploadApps = &Operation{
	Name:   "upload the app",
	Method: "POST",
	Path:   "/file-center/open/app/cache",
	Write:  true,
	Wait:   WaitFile,
	Answer: AnswerItems,
	Levels: AllLevels,
}

// AppUpload describes an app to upload from a URL. Zero values are not sent; with
// Parse, the service reads them from the package. API document: Application
// upload.
type AppUpload struct {
	Parse bool
	// ID is the id of the new app, or 0 to let the service assign one.
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

// UploadApp uploads an app. The request is never retried: an error of
// ClassAmbiguous means that the upload may be running. API document: Application
// upload.
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
