package armcloud

import (
	"context"
	"errors"
)

// ListFiles lists the file centre, page by page.
// API document: List of documents.
var ListFiles = &Operation{
	Name:       "list the files",
	Method:     "POST",
	Path:       "/file-center/open/file/list",
	Repeatable: true,
	Levels:     AllLevels,
}

// UploadFile has the file centre fetch a file from a URL.
// API document: File upload.
var UploadFile = &Operation{
	Name:   "upload the file",
	Method: "POST",
	Path:   "/file-center/open/file/cache",
	Write:  true,
	Wait:   WaitFile,
	Levels: AllLevels,
}

// DeleteFiles deletes files of the file centre. The answer is true, or a list
// of ids where not all of them could be deleted.
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

// File is a file of the file centre. API document: List of documents.
type File struct {
	ID   string // fileUniqueId
	Name string
	MD5  string
	// Size is in bytes, nil where the service shows none.
	Size *int64
	// URL is where it was fetched from; newer levels may leave it out.
	URL string
	// CreatedAt is in unix milliseconds, 0 where the service shows none.
	CreatedAt int64
}

// Files reads one page of the file centre, which count from 1; rows is the
// size of a page, up to 500. API document: List of documents.
func (c *Client) Files(ctx context.Context, page, rows int) (Page[File], error) {
	at := paging{Page: page, Rows: rows}
	return listPage(ctx, c, ListFiles, at, at, fileRow.file)
}

// fileRow is a file; the document prints a row with other names as well.
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
	CreateTime   flexInt    `json:"createTime"`
	CreatedTime  flexInt    `json:"createdTime"`
}

func (r fileRow) file() File {
	size := r.FileSize.pointer()
	if size == nil {
		size = r.Size.pointer()
	}
	return File{
		ID: firstOf(r.FileUniqueID, r.UniqueID), Name: firstOf(r.FileName, r.Name), MD5: firstOf(r.FileMD5, r.MD5),
		Size: size, URL: firstOf(r.OriginURL, r.OriginalURL), CreatedAt: either(r.CreateTime, r.CreatedTime),
	}
}

// FileUpload is a file to be fetched from its URL; all of it is required. API
// document: File upload.
type FileUpload struct {
	URL  string `json:"fileUrl"`
	Name string `json:"fileName"`
	MD5  string `json:"fileMd5"`
}

// UploadFile has the file centre fetch a file. It is sent once: an error of
// ClassAmbiguous means that the upload may be under way. API document: File
// upload.
func (c *Client) UploadFile(ctx context.Context, file FileUpload) (Upload, error) {
	response, err := c.Call(ctx, UploadFile, file)
	if err != nil {
		return Upload{}, err
	}
	return c.decodeUpload(UploadFile, response)
}

// DeleteFile deletes a file of the file centre. sure is false where the answer
// is a list of ids, of which nobody tells whether those are deleted or left. A
// file that is not there is an error of ClassNotFound; ClassUnavailable where the
// service cannot delete files. Newer API documents: Batch deletion of files.
func (c *Client) DeleteFile(ctx context.Context, id string) (sure bool, err error) {
	response, err := c.Call(ctx, DeleteFiles, map[string][]string{"fileUniqueIds": {id}})
	if err != nil {
		return false, fileGone(err)
	}
	deleted, is := truth(response.Data)
	if is && !deleted {
		return false, &Error{Class: ClassRejected, Operation: DeleteFiles, TraceID: response.TraceID, Message: "the service did not delete the file and gave no reason"}
	}
	return is, nil
}

// codeNoFile is the code for a file that is not available. API document:
// Instance file upload.
const codeNoFile = "140005"

// fileGone gives a refusal because of a missing file its class.
func fileGone(err error) error {
	var refused *Error
	if errors.As(err, &refused) && refused.Code == codeNoFile {
		gone := *refused
		gone.Class = ClassNotFound
		return &gone
	}
	return err
}
