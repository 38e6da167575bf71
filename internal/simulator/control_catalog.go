package simulator

import (
	"fmt"
	"slices"
)

// Catalog is the apps, files and images of the account.
type Catalog struct {
	Apps   []App   `json:"apps"`   // by id; includes apps that are still uploading
	Files  []File  `json:"files"`  // in the order of file/list
	Images []Image `json:"images"` // in the order of upload
}

// Catalog returns the current catalog of the account.
func (s *Simulator) Catalog() Catalog {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.advanceUploads(now())
	c := &s.account.catalog
	return Catalog{slices.Clone(c.Apps), slices.Clone(c.Files), slices.Clone(c.Images)}
}

// AddImage adds a system image of an Android version (such as android13) to the
// catalog. It fails if a name is empty, the simulator is closed or the state
// file cannot be written.
func (s *Simulator) AddImage(imageID, android string) error {
	if imageID == "" || android == "" {
		return fmt.Errorf("an image needs an id and an Android version")
	}
	return s.commitControl(&event{Kind: eventImage, Image: &Image{ID: imageID, Android: android}})
}

// CatalogItems names items of the catalog to remove.
type CatalogItems struct {
	Apps   []int64  `json:"apps,omitempty"`   // by id
	Files  []string `json:"files,omitempty"`  // by fileUniqueId
	Images []string `json:"images,omitempty"` // by image id
}

// Empty reports whether no items are named.
func (c *CatalogItems) Empty() bool { return len(c.Apps)+len(c.Files)+len(c.Images) == 0 }

// RemoveApp removes an app from the catalog without a request to the API.
// Instances keep the app if they have it. An upload of the app that is still
// running fails. RemoveApp fails if there is no such app, the simulator is
// closed or the state file cannot be written.
func (s *Simulator) RemoveApp(id int64) error {
	return s.removeItems(&CatalogItems{Apps: []int64{id}})
}

// RemoveFile removes a file, by its fileUniqueId, from the file center without
// a request to the API. It fails like RemoveApp.
func (s *Simulator) RemoveFile(id string) error {
	return s.removeItems(&CatalogItems{Files: []string{id}})
}

// RemoveImage removes an image from the catalog without a request to the API.
// Instances that run it keep it. It fails like RemoveApp.
func (s *Simulator) RemoveImage(id string) error {
	return s.removeItems(&CatalogItems{Images: []string{id}})
}

// removeItems removes all of the items, or none if one does not exist.
func (s *Simulator) removeItems(items *CatalogItems) error {
	known := s.Catalog()
	for _, id := range items.Apps {
		if !slices.ContainsFunc(known.Apps, func(a App) bool { return a.ID == id }) {
			return fmt.Errorf("no app %d in the catalog", id)
		}
	}
	for _, id := range items.Files {
		if !slices.ContainsFunc(known.Files, func(f File) bool { return f.ID == id }) {
			return fmt.Errorf("no file %q in the file center", id)
		}
	}
	for _, id := range items.Images {
		if !slices.ContainsFunc(known.Images, func(i Image) bool { return i.ID == id }) {
			return fmt.Errorf("no image %q in the catalog", id)
		}
	}
	return s.commitControl(&event{Kind: eventCatalogRemove, Remove: items})
}
