package simulator

// fileRow is a file in file/list (API document: List of documents). The time is
// createTime in 2024 and createdTime at the current level.
type fileRow struct {
	FileUniqueID string  `json:"fileUniqueId"`
	FileName     string  `json:"fileName"`
	FileMD5      string  `json:"fileMd5"`
	FileSize     int64   `json:"fileSize"`
	OriginURL    *string `json:"originUrl"`
	CreateTime   int64   `json:"createTime,omitempty"`
	CreatedTime  int64   `json:"createdTime,omitempty"`
	ID           int64   `json:"id,omitempty"`
}

// listFiles handles file/list, a paged listing. At the current level it filters
// by fileName.
func listFiles(s *Simulator, r *request) (any, *refusal) {
	number, rows := parsePage(r.fields, true)
	var name string
	if r.current() {
		r.fields.optional("fileName", &name)
	}
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	found := []any{}
	for _, f := range s.account.catalog.Files {
		if name != "" && f.Name != name {
			continue
		}
		row := fileRow{
			FileUniqueID: f.ID, FileName: f.Name, FileMD5: f.MD5, FileSize: f.Size, OriginURL: &f.URL,
		}
		if r.current() {
			row.CreatedTime, row.ID = f.CreatedAt, f.Number
		} else {
			row.CreateTime = f.CreatedAt
		}
		found = append(found, row)
	}
	return r.pageOfRows(found, number, rows), nil
}
