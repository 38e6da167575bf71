package simulator

import (
	"fmt"
	"slices"
	"strings"
)

// imageUploadRequest is one image in a request of uploadImage.
type imageUploadRequest struct {
	URL string `json:"imageFileUrl"`
	Tag string `json:"imageTag"`
}

// imageUploadResponse is the response of uploadImage. The ids are of tasks, not of
// images.
type imageUploadResponse struct {
	ImageTaskIDs []int64      `json:"imageTaskIds"`
	ErrorList    []imageError `json:"errorList"`
}

type imageError struct {
	ImageTag     string `json:"imageTag"`
	ErrorMessage string `json:"errorMessage"`
}

// uploadImages is image/uploadImage (API document: Create mirror upload task). Tags
// that exist, or whose upload is in progress, are reported in errorList; the
// other images get tasks. romVersion may end in ".0": the document prints both
// forms.
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

// hasImage reports whether an image with a tag exists or its upload is in progress.
func (s *Simulator) hasImage(tag string) bool {
	return slices.ContainsFunc(s.account.catalog.Images, func(i Image) bool { return i.Tag == tag }) ||
		slices.ContainsFunc(s.pendingUploads, func(u *upload) bool { return u.Kind == uploadImage && u.Image.Tag == tag })
}

// storeImage adds the image of an upload to the catalog, with a new id.
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
