package simulator

import "slices"

// appRow is an app in app/list (API document: Application list). The embedded
// fields exist only at the current level.
type appRow struct {
	appFields
	OriginURL string `json:"originUrl"`
	Available bool   `json:"available"`
	*currentAppFields
}

type currentAppFields struct {
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

// appDetailResponse is the data of app/detail (API document: Application
// details). The URL is originUrl in 2024 and originalUrl at the current level.
type appDetailResponse struct {
	appFields
	OriginURL   string `json:"originUrl,omitempty"`
	OriginalURL string `json:"originalUrl,omitempty"`
}

// listApps handles app/list, a paged listing. It filters by appIds and, at the
// current level, by packageName.
func listApps(s *Simulator, r *request) (any, *refusal) {
	number, rows := parsePage(r.fields, true)
	var ids []int64
	var packageName string
	r.fields.optional("appIds", &ids)
	if r.current() {
		r.fields.optional("packageName", &packageName)
	}
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	found := []any{}
	for _, a := range s.account.catalog.Apps {
		if a.Uploading && s.options.LateListing {
			continue
		}
		if len(ids) > 0 && !slices.Contains(ids, a.ID) || packageName != "" && a.PackageName != packageName {
			continue
		}
		row := appRow{appFields: a.fields(), OriginURL: a.URL, Available: a.Available}
		if r.current() {
			row.currentAppFields = &currentAppFields{FileID: a.ID}
		}
		found = append(found, row)
	}
	return r.pageOfRows(found, number, rows), nil
}

// appDetail handles app/detail. The data is null if the app does not exist.
func appDetail(s *Simulator, r *request) (any, *refusal) {
	var id int64
	r.fields.required("appId", &id)
	a := s.account.catalog.app(id)
	if r.fields.refused != nil || a == nil || a.Uploading && s.options.LateListing {
		return nil, r.fields.refused
	}
	response := appDetailResponse{appFields: a.fields(), OriginURL: a.URL}
	if r.current() {
		response.OriginURL, response.OriginalURL = "", a.URL
	}
	return response, nil
}

func (a *App) fields() appFields {
	fields := appFields{
		AppID: a.ID, PackageName: a.PackageName, AppName: a.Name, VersionName: a.VersionName, VersionNo: a.VersionCode,
		SignMD5: a.SignMD5, CreateTime: a.CreatedAt,
	}
	if text := a.Description; text != "" { // copied, because the catalog may change while the response is encoded
		fields.Description = &text
	}
	return fields
}
