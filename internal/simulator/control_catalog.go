package simulator

import (
	"fmt"
	"slices"
)

// Catalog is what the account can put on instances, as Simulator.Catalog
// tells it.
type Catalog struct {
	Apps   []App   `json:"apps"`   // by id, also those whose upload still runs
	Files  []File  `json:"files"`  // in the order in which they are listed
	Images []Image `json:"images"` // in the order in which they are listed
}

// Catalog tells which apps, files and images the account has now.
func (s *Simulator) Catalog() Catalog {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.advanceUploads(now())
	c := &s.account.catalog
	return Catalog{slices.Clone(c.Apps), slices.Clone(c.Files), slices.Clone(c.Images)}
}

// AddImage puts a system image of an Android version (such as android13) into
// the catalog. Errors: an empty name, a closed simulator, a state file that
// cannot be written.
func (s *Simulator) AddImage(imageID, android string) error {
	if imageID == "" || android == "" {
		return fmt.Errorf("an image needs an id and an Android version")
	}
	return s.commitControl(&event{Kind: eventImage, Image: &Image{ID: imageID, Android: android}})
}

// CatalogItems names entries of the catalog that are to be removed.
type CatalogItems struct {
	Apps   []int64  `json:"apps,omitempty"`   // by id
	Files  []string `json:"files,omitempty"`  // by fileUniqueId
	Images []string `json:"images,omitempty"` // by image id
}

// Empty reports whether no items are named.
func (c *CatalogItems) Empty() bool { return len(c.Apps)+len(c.Files)+len(c.Images) == 0 }

// RemoveApp takes an app out of the catalog behind everybody's back; instances
// that have it keep it, and an upload of it that still runs fails. Errors: no such app, a closed simulator, a state
// file that cannot be written.
func (s *Simulator) RemoveApp(id int64) error {
	return s.removeItems(&CatalogItems{Apps: []int64{id}})
}

// RemoveFile takes a file, by its fileUniqueId, out of the file center behind
// everybody's back. Errors as of RemoveApp.
func (s *Simulator) RemoveFile(id string) error {
	return s.removeItems(&CatalogItems{Files: []string{id}})
}

// RemoveImage takes an image out of the catalog behind everybody's back;
// instances that run it keep it. Errors as of RemoveApp.
func (s *Simulator) RemoveImage(id string) error {
	return s.removeItems(&CatalogItems{Images: []string{id}})
}

// removeItems takes things that are all there out of the catalog.
func (s *Simulator) removeItems(gone *CatalogItems) error {
	known := s.Catalog()
	for _, id := range gone.Apps {
		if !slices.ContainsFunc(known.Apps, func(a App) bool { return a.ID == id }) {
			return fmt.Errorf("no app %d in the catalogue", id)
		}
	}
	for _, id := range gone.Files {
		if !slices.ContainsFunc(known.Files, func(f File) bool { return f.ID == id }) {
			return fmt.Errorf("no file %q in the file centre", id)
		}
	}
	for _, id := range gone.Images {
		if !slices.ContainsFunc(known.Images, func(i Image) bool { return i.ID == id }) {
			return fmt.Errorf("no image %q in the catalogue", id)
		}
	}
	return s.commitControl(&event{Kind: eventCatalogRemove, Remove: gone})
}
