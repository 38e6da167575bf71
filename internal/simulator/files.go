package simulator

import (
	"encoding/json"
	"fmt"
	"strings"
)

// fileRow is a file of file/list (API document: List of documents). Its time
// is called createTime in 2024 and createdTime at the current level.
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

// listFiles is file/list: by page, at the current level narrowed to a fileName.
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

type pushArgs struct {
	File     PushedFile   `json:"file"`
	Package  string       `json:"package,omitempty"` // installed after the push; "": none
	App      InstalledApp `json:"app,omitzero"`
	Download bool         `json:"download"` // false: phones cannot download the file
}

// defaultFolder is where a file goes whose path is left out.
const defaultFolder = "/Download/"

// pushFile is pad/v2/uploadFile (API document: Instance file upload).
var pushFile = &operation{
	name: "uploadFile", changes: true, nonIdempotent: true,
	parseArgs: func(s *Simulator, f *fields) any {
		args := pushArgs{File: PushedFile{Path: defaultFolder}}
		var install int
		f.required("fileUniqueId", &args.File.FileID)
		f.optional("customizeFilePath", &args.File.Path)
		f.optional("autoInstall", &install)
		if !strings.HasPrefix(args.File.Path, "/") {
			f.refuse(codeInvalidPath, "the path must begin with /")
		}
		if install != 0 && install != 1 {
			f.refuse(codeInvalidParameters, "autoInstall must be 0 or 1")
		}
		file := s.account.catalog.file(args.File.FileID)
		if file == nil {
			f.refuse(codeFileNotFound, "the file is not available")
			return nil
		}
		args.Download = !file.Broken
		args.File.AutoInstall = install == 1
		if a := file.App; a != nil && install == 1 {
			args.Package, args.App = a.PackageName, a.asInstalled()
		}
		return args
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args pushArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		if !args.Download {
			return "", fmt.Errorf("110006: download failed")
		}
		inst.settings.addFile(args.File)
		if args.Package != "" {
			if err := inst.checkBlacklist(args.Package); err != nil {
				return "", err
			}
			inst.settings.install(args.Package, args.App)
		}
		return "", nil
	},
}
