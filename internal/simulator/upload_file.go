package simulator

import (
	"path"
	"slices"
	"strings"
)

// fileUploadResponse is the response of file/cache. The document describes a list
// but shows one object.
type fileUploadResponse struct {
	TaskID       int64  `json:"taskId"`
	FileUniqueID string `json:"fileUniqueId"`
}

// cacheFile is file/cache (API document: File Upload). A file with a known MD5 is
// not downloaded: its task is done at once. It is still a new entry (assumed).
func cacheFile(s *Simulator, r *request) (any, *refusal) {
	var file File
	r.fields.required("fileUrl", &file.URL)
	r.fields.required("fileName", &file.Name)
	r.fields.required("fileMd5", &file.MD5)
	checkURL(r.fields, "fileUrl", file.URL)
	checkMD5(r.fields, "fileMd5", file.MD5)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	file.CreatedAt = r.at.UnixMilli()
	known := slices.ContainsFunc(s.account.catalog.Files, func(f File) bool { return strings.EqualFold(f.MD5, file.MD5) })
	accepted, refused := s.acceptUploads(r, []*upload{{Kind: uploadFile, File: &file, Known: known}})
	if refused != nil || len(accepted) == 0 {
		return nil, refused
	}
	s.advanceUploads(r.at)
	return fileUploadResponse{accepted[0].ID, accepted[0].FileID}, nil
}

// storeFile adds the file of an upload to the catalog. autoInstall of an apk file
// installs the package that its URL names.
func (s *Simulator) storeFile(u *upload) {
	f, name := *u.File, lastSegment(u.File.URL)
	f.ID = u.FileID
	f.Size = fileSize(f.MD5)
	f.Broken = containsWord(name, "broken")
	if strings.EqualFold(path.Ext(f.Name), ".apk") || strings.EqualFold(path.Ext(name), ".apk") {
		if parsed, err := parsePackage(name); err == nil {
			f.App = &parsed
		}
	}
	s.account.catalog.addFile(f)
}

// fileSize returns a made-up size in bytes, which depends only on the MD5.
func fileSize(sum string) int64 {
	x := noiseFile
	for _, c := range []byte(strings.ToLower(sum)) {
		x = noise(x, uint64(c))
	}
	return int64(x%(1<<28)) + 1
}

func (c *catalog) removeFile(id string) {
	c.modified = true
	c.Files = slices.DeleteFunc(c.Files, func(f File) bool { return f.ID == id })
}
