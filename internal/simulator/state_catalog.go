package simulator

import "slices"

// catalog is what an account can put on instances.
type catalog struct {
	Apps     []App   `json:"apps"`   // by id
	Files    []File  `json:"files"`  // in the order in which they are listed
	Images   []Image `json:"images"` // in the order in which they are listed
	NextApp  int64   `json:"nextApp"`
	modified bool    // differs, or differed, from that of a new account
}

// App is an app of the catalog. Times are in milliseconds.
type App struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"`
	PackageName string `json:"package_name"`
	VersionName string `json:"version_name"`
	VersionCode int64  `json:"version_code"`
	Available   bool   `json:"available"` // false also while the upload runs
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
	App       *App   `json:"app,omitempty"` // in an apk file
	Broken    bool   `json:"broken"`        // every download fails
	CreatedAt int64  `json:"created_at"`
}

// Image is a system image; Android is its family, such as android13.
type Image struct {
	ID         string `json:"id"`
	Android    string `json:"android"`
	Tag        string `json:"tag,omitempty"`
	ServerType string `json:"server_type,omitempty"`
	URL        string `json:"url,omitempty"` // of an image that was uploaded
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

// imageFamily is the family of an image; false: the catalog has no such image.
func (c *catalog) imageFamily(imageID string) (string, bool) {
	at := slices.IndexFunc(c.Images, func(i Image) bool { return i.ID == imageID })
	if at < 0 {
		return "", false
	}
	return c.Images[at].Android, true
}

// addApp puts an app into its place by id.
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

// addFile adds a file under the next number.
func (c *catalog) addFile(added File) {
	c.modified = true
	added.Number = 1
	if n := len(c.Files); n > 0 {
		added.Number = c.Files[n-1].Number + 1
	}
	c.Files = append(c.Files, added)
}

// addImage adds an image, or gives one that is there another family. An image
// without a tag gets its id as one.
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

// androidVersionOf is the Android version of an instance. An image that nobody knows, as
// drift can bring, is taken for one of the first version.
func (s *Simulator) androidVersionOf(inst *instance) string {
	if family, known := s.account.catalog.imageFamily(inst.image); known {
		return family
	}
	return androidVersion
}
