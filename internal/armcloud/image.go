package armcloud

import (
	"bytes"
	"context"
	"encoding/json"
)

// ListImages lists the system images in pages.
// Newer API documents: Query the list of images (queryImageList).
var ListImages = &Operation{
	Name:       "list the images",
	Method:     "POST",
	Path:       "/openapi/open/image/queryImageList",
	Repeatable: true,
	Levels:     LevelCurrent,
}

// UploadImage uploads system images from URLs. The response holds task ids, not
// image ids.
// API document: Create mirror upload task.
var UploadImage = &Operation{
	Name:   "upload the image",
	Method: "POST",
	Path:   "/openapi/open/image/uploadImage",
	Write:  true,
	Wait:   WaitImage,
	Levels: Level2024,
}

// UpgradeImage installs another system image on instances.
// API document: Upgraded mirror.
var UpgradeImage = &Operation{
	Name:       "change the image",
	Method:     "POST",
	Path:       "/openapi/open/pad/upgradeImage",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitRunning,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// Image is a system image. Newer API documents: Query the list of images.
type Image struct {
	ID         string
	Tag        string
	Name       string
	ServerType string
	ROMVersion string
}

// Images returns one page of the system images. Pages start at 1. The error is
// ClassUnavailable if the service cannot list images. Newer API documents: Query
// the list of images.
func (c *Client) Images(ctx context.Context, page, rows int) (Page[Image], error) {
	at := paging{Page: page, Rows: rows}
	return listPage(ctx, c, ListImages, at, at, imageRow.image)
}

type imageRow struct {
	ImageID    flexString `json:"imageId"`
	ImageTag   flexString `json:"imageTag"`
	ImageName  flexString `json:"imageName"`
	ServerType flexString `json:"serverType"`
	ROMVersion flexString `json:"romVersion"`
}

func (r imageRow) image() Image {
	return Image{
		ID: string(r.ImageID), Tag: string(r.ImageTag), Name: string(r.ImageName),
		ServerType: string(r.ServerType), ROMVersion: string(r.ROMVersion),
	}
}

// ImageUpload describes a system image to upload from a URL. All fields are
// required. API document: Create mirror upload task.
type ImageUpload struct {
	URL, Tag   string
	ServerType string // Cruise10
	ROMVersion string // android10 or android13
}

type imageUploadRequest struct {
	Files      []imageUploadFile `json:"imageFiles"`
	ServerType string            `json:"serverType"`
	ROMVersion string            `json:"romVersion"`
}

type imageUploadFile struct {
	URL string `json:"imageFileUrl"`
	Tag string `json:"imageTag"`
}

type imageUploadResult struct {
	TaskIDs json.RawMessage `json:"imageTaskIds"`
	Errors  json.RawMessage `json:"errorList"`
}

type imageUploadError struct {
	Tag     flexString `json:"imageTag"`
	Message flexString `json:"errorMessage"`
}

// UploadImage uploads a system image and returns the task to wait for (WaitImage).
// The request is never retried: an error of ClassAmbiguous means that the upload
// may be running. API document: Create mirror upload task.
func (c *Client) UploadImage(ctx context.Context, image ImageUpload) (Upload, error) {
	response, err := c.Call(ctx, UploadImage, imageUploadRequest{
		Files: []imageUploadFile{{URL: image.URL, Tag: image.Tag}}, ServerType: image.ServerType, ROMVersion: image.ROMVersion,
	})
	if err != nil {
		return Upload{}, err
	}
	results, err := decodeList[imageUploadResult](response.Data)
	if err != nil {
		return Upload{}, undecodable(UploadImage, response, err)
	}
	var ids []flexInt
	var failed []imageUploadError
	for _, result := range results {
		if ids, err = decodeIDs(result.TaskIDs); err != nil {
			return Upload{}, undecodable(UploadImage, response, err)
		}
		if failed, err = decodeList[imageUploadError](result.Errors); err != nil {
			return Upload{}, undecodable(UploadImage, response, err)
		}
	}
	for _, id := range ids {
		if id.set {
			return Upload{TaskID: id.value}, nil
		}
	}
	for _, e := range failed {
		// The request has only one image, so every error is about it.
		return Upload{}, refusal(UploadImage, "", redact(string(e.Message), c.secrets.all()), response.TraceID)
	}
	return Upload{}, noTask(UploadImage, response.TraceID)
}

// decodeIDs decodes a list of ids, or a single id.
func decodeIDs(data json.RawMessage) ([]flexInt, error) {
	if absent(data) {
		return nil, nil
	}
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		var one flexInt
		err := json.Unmarshal(data, &one)
		return []flexInt{one}, err
	}
	var list []flexInt
	err := json.Unmarshal(data, &list)
	return list, err
}
