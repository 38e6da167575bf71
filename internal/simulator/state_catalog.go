package simulator

import "slices"

// catalog holds the apps, files and images of an account.
type catalog struct {
	Apps     []App   `json:"apps"`   // by id
	Files    []File  `json:"files"`  // in the order of listings
	Images   []Image `json:"images"` // in the order of listings
	NextApp  int64   `json:"nextApp"`
	modified bool    // it may differ from that of a new account
}

// App is an app of the catalog. Times are in milliseconds.
type App struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"`
	PackageName string `json:"package_name"`
	VersionName string `json:"version_name"`
	VersionCode int64  `json:"version_code"`
	Available   bool   `json:"available"` // false while the upload is in progress
	Broken      bool   `json:"broken"`    // every installation fails
	URL         string `json:"url"`
	Description string `json:"description,omitempty"`
	SignMD5     string `json:"sign_md5"`
	MD5         string `json:"md5,omitempty"`
	CreatedAt   int64  `json:"created_at"`
	Uploading   bool   `json:"uploading,omitempty"`
}

// File is a file of the file center.
type File struct {
	ID        string `json:"id"` // fileUniqueId
	Number    int64  `json:"number"`
	Name      string `json:"name"`
	MD5       string `json:"md5"`
	Size      int64  `json:"size"` // bytes
	URL       string `json:"url"`
	App       *App   `json:"app,omitempty"` // the app of an apk file
	Broken    bool   `json:"broken"`        // every download fails
	CreatedAt int64  `json:"created_at"`
}

// Image is a system image; Android is its family, such as android13.
type Image struct {
	ID         string `json:"id"`
	Android    string `json:"android"`
	Tag        string `json:"tag,omitempty"`
	ServerType string `json:"server_type,omitempty"`
	URL        string `json:"url,omitempty"` // of an uploaded image
	CreatedAt  int64  `json:"created_at,omitempty"`
}

func (c *catalog) app(id int64) *App {
	at := slices.IndexFunc(c.Apps, func(a App) bool { return a.ID == id })
	if at < 0 {
		return nil
	}
	return &c.Apps[at]
}

func (c *catalog) file(id string) *File {
	at := slices.IndexFunc(c.Files, func(f File) bool { return f.ID == id })
	if at < 0 {
		return nil
	}
	return &c.Files[at]
}

// imageFamily returns the family of an image, and false if there is no such image.
func (c *catalog) imageFamily(imageID string) (string, bool) {
	at := slices.IndexFunc(c.Images, func(i Image) bool { return i.ID == imageID })
	if at < 0 {
		return "", false
	}
	return c.Images[at].Android, true
}

// addApp inserts an app by id.
func (c *catalog) addApp(added App) {
	c.modified = true
	at, _ := slices.BinarySearchFunc(c.Apps, added.ID, func(a App, id int64) int {
		switch {
		case a.ID < id:
			return -1
		case a.ID > id:
			return 1
		}
		return 0
	})
	c.Apps = slices.Insert(c.Apps, at, added)
}

// addFile appends a file with the next number.
func (c *catalog) addFile(added File) {
	c.modified = true
	added.Number = 1
	if n := len(c.Files); n > 0 {
		added.Number = c.Files[n-1].Number + 1
	}
	c.Files = append(c.Files, added)
}

// addImage adds an image or replaces the one with the same id. The tag defaults to
// the id.
func (c *catalog) addImage(added Image) {
	c.modified = true
	if added.Tag == "" {
		added.Tag = added.ID
	}
	if added.ServerType == "" {
		added.ServerType = serverType
	}
	if added.CreatedAt == 0 {
		added.CreatedAt = createdAt
	}
	c.Images = slices.DeleteFunc(c.Images, func(i Image) bool { return i.ID == added.ID })
	c.Images = append(c.Images, added)
}

// androidVersionOf returns the Android version of an instance. Unknown images,
// which drift can set, count as the initial version.
func (s *Simulator) androidVersionOf(inst *instance) string {
	if family, known := s.account.catalog.imageFamily(inst.image); known {
		return family
	}
	return androidVersion
}
