package armcloud

import (
	"context"
	"encoding/json"
)

// ListImages lists the system images, page by page.
// Newer API documents: Query the list of images (queryImageList).
var ListImages = &Operation{
	Name:       "list the images",
	Method:     "POST",
	Path:       "/openapi/open/image/queryImageList",
	Repeatable: true,
	Levels:     LevelCurrent,
}

// UploadImage has the service fetch system images from URLs; the answer holds
// task ids, not image ids.
// API document: Create mirror upload task.
var UploadImage = &Operation{
	Name:   "upload the image",
	Method: "POST",
	Path:   "/openapi/open/image/uploadImage",
	Write:  true,
	Wait:   WaitImage,
	Levels: Level2024,
}

// UpgradeImage puts another system image on phones.
// API document: Upgraded mirror.
var UpgradeImage = &Operation{
	Name:       "change the image",
	Method:     "POST",
	Path:       "/openapi/open/pad/upgradeImage",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitRunning,
	PerTarget:  true,
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

// Images reads one page of the system images, which count from 1; the error is
// ClassUnavailable where the service does not list them. Newer API documents:
// Query the list of images.
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

// ImageUpload is a system image to be fetched from its URL; all of it is
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

type imageUploadAnswer struct {
	TaskIDs json.RawMessage `json:"imageTaskIds"`
	Errors  json.RawMessage `json:"errorList"`
}

type imageUploadError struct {
	Tag     flexString `json:"imageTag"`
	Message flexString `json:"errorMessage"`
}

// UploadImage has the service fetch a system image, and gives the task to
// wait for (WaitImage). What the answer's list of errors says of the image is an
// error. It is sent once: an error of ClassAmbiguous means that the upload may
// be under way. API document: Create mirror upload task.
func (c *Client) UploadImage(ctx context.Context, image ImageUpload) (Upload, error) {
	response, err := c.Call(ctx, UploadImage, imageUploadRequest{
		Files: []imageUploadFile{{URL: image.URL, Tag: image.Tag}}, ServerType: image.ServerType, ROMVersion: image.ROMVersion,
	})
	if err != nil {
		return Upload{}, err
	}
	answers, err := decodeList[imageUploadAnswer](response.Data)
	if err != nil {
		return Upload{}, undecodable(UploadImage, response, err)
	}
	var ids []flexInt
	var failed []imageUploadError
	for _, answer := range answers {
		if ids, err = decodeIDs(answer.TaskIDs); err != nil {
			return Upload{}, undecodable(UploadImage, response, err)
		}
		if failed, err = decodeList[imageUploadError](answer.Errors); err != nil {
			return Upload{}, undecodable(UploadImage, response, err)
		}
	}
	for _, id := range ids {
		if id.set {
			return Upload{TaskID: id.value}, nil
		}
	}
	for _, e := range failed {
		// The request names one image, whatever it is called here.
		return Upload{}, refusal(UploadImage, "", scrub(string(e.Message), c.sent.learn(nil)), response.TraceID)
	}
	return Upload{}, taskless(UploadImage, response.TraceID)
}

// decodeIDs reads a list of numbers, or one.
func decodeIDs(data json.RawMessage) ([]flexInt, error) {
	if absent(data) {
		return nil, nil
	}
	var one flexInt
	if err := json.Unmarshal(data, &one); err == nil {
		return []flexInt{one}, nil
	}
	var list []flexInt
	err := json.Unmarshal(data, &list)
	return list, err
}
