package setting

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// File is a file of the file centre that is pushed to a phone. API document:
// Instance file upload.
type File struct {
	ID          string  `json:"file_id"`
	Path        *string `json:"path,omitempty"`
	AutoInstall bool    `json:"auto_install"`
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

var files = &keyed[File]{
	name:     "files",
	resource: "file",
	title:    "the files",
	description: "One file that is pushed to a cloud phone. The API does not show the files of a phone, so a change behind Terraform's back is not seen; " +
		"`triggers` pushes the file again. It cannot take a file back: when this resource is destroyed, the phone keeps the file.",
	mapDescription: "Files by a name of your choice without `/`. A change of an entry pushes its file again; the phone keeps files that leave the map.",
	entryTitle:     titled("the file"),
	keyOf: func(f File) string {
		if f.Path == nil {
			return f.ID
		}
		return *f.Path + "/" + f.ID
	},
	ownKeys:  []string{"path", "file_id"},
	replaces: true,
	checkKey: checkFileName,
	fields: []field[File]{
		requiredText("file_id", "Unique id of the file in the file centre.",
			func(f *File) *string { return &f.ID }, stringvalidator.RegexMatches(fileID, "must be the unique id of a file, without / and blanks")),
		text("path", "Folder on the phone, which begins with `/`, for example `/Download/`. Left out, the service chooses.",
			func(f *File) **string { return &f.Path }, stringvalidator.RegexMatches(folder, "must begin with /")),
		flag("auto_install", "Whether the phone installs the file, an apk. Default `false`.",
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
}

func checkFileName(key string) string {
	if key != "" && !strings.Contains(key, "/") {
		return ""
	}
	return fmt.Sprintf("%q cannot name an entry of files: any text without / will do. The folder on the phone is path.", key)
}
