package armcloud

import (
	"cmp"
	"context"
	"errors"
)

// ListFiles lists the files of the file center in pages.
// API document: List of documents.
var ListFiles = &Operation{
	Name:       "list the files",
	Method:     "POST",
	Path:       "/file-center/open/file/list",
	Repeatable: true,
	Levels:     AllLevels,
}

// UploadFile uploads a file from a URL to the file center.
// API document: File upload.
var UploadFile = &Operation{
	Name:   "upload the file",
	Method: "POST",
	Path:   "/file-center/open/file/cache",
	Write:  true,
	Wait:   WaitFile,
	Levels: AllLevels,
}

// DeleteFiles deletes files of the file center. The response is true, or a list
// of ids if not all of them could be deleted.
// Newer API documents: Batch deletion of files.
var DeleteFiles = &Operation{
	Name:       "delete the file",
	Method:     "POST",
	Path:       "/file-center/open/file/batch/del",
	Target:     "fileUniqueIds",
	MaxTargets: 200,
	Write:      true,
	Repeatable: true,
	Levels:     LevelCurrent,
}

// File is a file of the file center. API document: List of documents.
type File struct {
	ID   string // fileUniqueId
	Name string
	MD5  string
	// Size is in bytes, nil if the service doesn't return it.
	Size *int64
	// URL is where the service downloaded the file from. Newer levels may leave it
	// out.
	URL string
	// CreatedAt is in Unix milliseconds, 0 if the service doesn't return it.
	CreatedAt int64
}

// Files returns one page of the file center. Pages start at 1; rows is the page
// size, at most 500. API document: List of documents.
func (c *Client) Files(ctx context.Context, page, rows int) (Page[File], error) {
	at := paging{Page: page, Rows: rows}
	got, err := listPage(ctx, c, ListFiles, at, at, fileRow.file)
	return wantKeys(ListFiles, got, err, func(f File) bool { return f.ID == "" })
}

// fileRow is a file. The API document uses two spellings of most fields.
type fileRow struct {
	FileUniqueID flexString `json:"fileUniqueId"`
	UniqueID     flexString `json:"uniqueId"`
	FileName     flexString `json:"fileName"`
	Name         flexString `json:"name"`
	FileMD5      flexString `json:"fileMd5"`
	MD5          flexString `json:"md5"`
	FileSize     flexInt    `json:"fileSize"`
	Size         flexInt    `json:"size"`
	OriginURL    flexString `json:"originUrl"`
	OriginalURL  flexString `json:"originalUrl"`
	CreateTime   flexTime   `json:"createTime"`
	CreatedTime  flexTime   `json:"createdTime"`
}

func (r fileRow) file() File {
	size := r.FileSize.pointer()
	if size == nil {
		size = r.Size.pointer()
	}
	return File{
		ID: firstText(r.FileUniqueID, r.UniqueID), Name: firstText(r.FileName, r.Name), MD5: firstText(r.FileMD5, r.MD5),
		Size: size, URL: firstText(r.OriginURL, r.OriginalURL), CreatedAt: int64(cmp.Or(r.CreateTime, r.CreatedTime)),
	}
}

// FileUpload describes a file to upload from a URL. All fields are required. API
// document: File upload.
type FileUpload struct {
	URL  string `json:"fileUrl"`
	Name string `json:"fileName"`
	MD5  string `json:"fileMd5"`
}

// UploadFile uploads a file to the file center. The request is never retried: an
// error of ClassAmbiguous means that the upload may be running. API document:
// File upload.
func (c *Client) UploadFile(ctx context.Context, file FileUpload) (Upload, error) {
	response, err := c.Call(ctx, UploadFile, file)
	if err != nil {
		return Upload{}, err
	}
	return c.decodeUpload(UploadFile, response)
}

// DeleteFile deletes a file of the file center. confirmed is false if the response
// is a list of ids, because it is not documented whether those are the deleted
// or the remaining files. The error is ClassNotFound if the file does not exist,
// and ClassUnavailable if the service cannot delete files. Newer API documents:
// Batch deletion of files.
func (c *Client) DeleteFile(ctx context.Context, id string) (confirmed bool, err error) {
	response, err := c.Call(ctx, DeleteFiles, map[string][]string{"fileUniqueIds": {id}})
	if err != nil {
		return false, missingFile(err)
	}
	deleted, ok := decodeBool(response.Data)
	if ok && !deleted {
		return false, &Error{Class: ClassRejected, Operation: DeleteFiles, TraceID: response.TraceID, Message: "the service did not delete the file and gave no reason"}
	}
	return ok, nil
}

// codeNoFile is the code for a file that does not exist. API document: Instance
// file upload.
const codeNoFile = "140005"

// missingFile returns err as ClassNotFound if the file does not exist.
func missingFile(err error) error {
	var refused *Error
	if errors.As(err, &refused) && refused.Code == codeNoFile {
		gone := *refused
		gone.Class = ClassNotFound
		return &gone
	}
	return err
}
