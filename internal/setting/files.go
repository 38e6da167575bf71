package setting

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// File is a file of the account that is pushed to an instance. API document:
// Instance file upload.
type File struct {
	ID          string  `json:"file_id"`
	Path        *string `json:"path,omitempty"`
	AutoInstall bool    `json:"auto_install"`
}

// target returns the folder and the file, which is what the file is on an instance. A
// folder may have a slash at its end.
func (f File) target() string {
	if f.Path == nil {
		return f.ID
	}
	return strings.TrimRight(*f.Path, "/") + "/" + f.ID
}

type fileRequest struct {
	AutoInstall int     `json:"autoInstall"`
	ID          string  `json:"fileUniqueId"`
	Path        *string `json:"customizeFilePath,omitempty"`
}

var (
	fileID = regexp.MustCompile(`^[^/\s]+$`)
	folder = regexp.MustCompile(`^/`)
)

var files = &mapDefinition[File]{
	name:     "files",
	resource: "file",
	title:    "the files",
	description: description{
		"Copies a file from the file center to a cloud phone.",
	},
	mapDescription: description{
		"Files to copy to the instance, by a name of your choice without `/`.",
		"Changing an entry copies its file again. The API neither returns nor deletes files of an instance, so drift is not detected, and a file that is removed from the map stays on the instance.",
	},
	entryTitle: "the file",
	keyOf: func(f File) string {
		if f.Path == nil {
			return f.ID
		}
		return *f.Path + "/" + f.ID
	},
	target:          File.target,
	identity:        []string{"path", "file_id"},
	replaceOnChange: true,
	checkKey:        checkFileName,
	fields: []field[File]{
		requiredString("file_id", "Unique ID of the file in the file center, for example `armcloud_file.wallpaper.file_id`.",
			func(f *File) *string { return &f.ID }, stringvalidator.RegexMatches(fileID, "must be the unique ID of a file, without / or spaces")),
		optionalString("path", "Folder on the instance. It must begin with `/`, for example `/Download/`. If unset, ARMCloud chooses the folder.",
			func(f *File) **string { return &f.Path }, stringvalidator.RegexMatches(folder, "must begin with /")),
		defaultedBool("auto_install", "Whether to install the file after it was copied. The file must be an APK. Default `false`.",
			func(f *File) *bool { return &f.AutoInstall }, false),
	},
	operation: armcloud.PushFile,
	request: func(_ string, f File) any {
		request := fileRequest{ID: f.ID, Path: f.Path}
		if f.AutoInstall {
			request.AutoInstall = 1
		}
		return request
	},
	entry: func(e mapEntry[File]) converge.Setting { return fileEntry{e} },
}

// fileEntry is one file. In armcloud_instance its key is a name of the user's choice.
type fileEntry struct{ mapEntry[File] }

var _ converge.Labeled = fileEntry{}

func (e fileEntry) NamePrefix() string { return e.mapDefinition.name + "/" }

// Target names the folder and the file: "files//Download/8a17a001".
func (e fileEntry) Target(v converge.Value) string {
	f, ok := v.(File)
	if !ok {
		return e.Name()
	}
	return e.NamePrefix() + f.target()
}

func checkFileName(key string) string {
	if key != "" && !strings.Contains(key, "/") {
		return ""
	}
	return fmt.Sprintf("%q is not a valid name in files. Use any text without /. The folder on the instance is set with path.", key)
}
