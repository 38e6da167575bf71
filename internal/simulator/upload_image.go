package simulator

import (
	"fmt"
	"slices"
	"strings"
)

// imageUploadRequest is one image of uploadImage on the wire.
type imageUploadRequest struct {
	URL string `json:"imageFileUrl"`
	Tag string `json:"imageTag"`
}

// imageUploadResponse is the answer of uploadImage: ids of tasks, not of images.
type imageUploadResponse struct {
	ImageTaskIDs []int64      `json:"imageTaskIds"`
	ErrorList    []imageError `json:"errorList"`
}

type imageError struct {
	ImageTag     string `json:"imageTag"`
	ErrorMessage string `json:"errorMessage"`
}

// uploadImages is image/uploadImage (API document: Create mirror upload task). A tag
// that the account has, or is uploading, goes to the list of errors; the
// others get their tasks. romVersion is taken with and without ".0": the
// document prints both.
func uploadImages(s *Simulator, r *request) (any, *refusal) {
	f := r.fields
	var calls []imageUploadRequest
	var server, rom string
	f.required("imageFiles", &calls)
	f.required("serverType", &server)
	f.required("romVersion", &rom)
	f.checkLimit("imageFiles", len(calls), maxApps)
	for _, call := range calls {
		if call.Tag == "" {
			f.refuse(codeRequired, "imageTag cannot be empty")
		}
		checkURL(f, "imageFileUrl", call.URL)
	}
	android := strings.TrimSuffix(rom, ".0")
	if server != serverType || !oneOf(android, "android10", "android13") {
		f.refuse(codeInternal, "incorrect request parameter: serverType must be %s, romVersion android10 or android13", serverType)
	}
	if f.refused != nil {
		return nil, f.refused
	}
	response := imageUploadResponse{ImageTaskIDs: []int64{}, ErrorList: []imageError{}}
	var uploads []*upload
	named := map[string]bool{}
	for _, call := range calls {
		if named[call.Tag] || s.hasImage(call.Tag) {
			response.ErrorList = append(response.ErrorList, imageError{call.Tag, "Do not submit images repeatedly"})
			continue
		}
		named[call.Tag] = true
		uploads = append(uploads, &upload{Kind: uploadImage, Image: &Image{
			Android: android, Tag: call.Tag, ServerType: server, URL: call.URL, CreatedAt: r.at.UnixMilli(),
		}})
	}
	accepted, refused := s.acceptUploads(r, uploads)
	for _, u := range accepted {
		response.ImageTaskIDs = append(response.ImageTaskIDs, u.ID)
	}
	return response, refused
}

// hasImage tells whether an image of a tag is there or on its way.
func (s *Simulator) hasImage(tag string) bool {
	return slices.ContainsFunc(s.account.catalog.Images, func(i Image) bool { return i.Tag == tag }) ||
		slices.ContainsFunc(s.pendingUploads, func(u *upload) bool { return u.Kind == uploadImage && u.Image.Tag == tag })
}

// storeImage adds the image of an upload, under an id of its own.
func (s *Simulator) storeImage(u *upload) error {
	if name := lastSegment(u.Image.URL); containsWord(name, "broken") {
		return fmt.Errorf("110039: %s is not a system image", name)
	}
	i := *u.Image
	i.ID = fmt.Sprintf("img-%016x", noise(s.account.seed, noiseImage, uint64(u.ID))) //nolint:gosec // ids are positive
	s.account.catalog.addImage(i)
	return nil
}

func (c *catalog) removeImage(id string) {
	c.modified = true
	c.Images = slices.DeleteFunc(c.Images, func(i Image) bool { return i.ID == id })
}
