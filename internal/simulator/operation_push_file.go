package simulator

import (
	"encoding/json"
	"fmt"
	"strings"
)

type pushArgs struct {
	File     PushedFile   `json:"file"`
	Package  string       `json:"package,omitempty"` // installed after the download; "": none
	App      InstalledApp `json:"app,omitzero"`
	Download bool         `json:"download"` // false: the download fails
}

// defaultFolder is where files go if the request has no path.
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
