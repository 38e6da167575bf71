package simulator

import (
	"fmt"
	"slices"
)

// Apps that every simulated account has. AppCounter has an id above 32 bits,
// as ids of the service may have.
const (
	AppKiosk1      int64 = 101           // com.example.kiosk 1.0, version code 100
	AppKiosk2      int64 = 102           // com.example.kiosk 2.0, version code 200
	AppBroken      int64 = 104           // com.example.broken 1.0: its installation always fails
	AppUnavailable int64 = 105           // com.example.gone 1.0: not available, installing it is refused
	AppCounter     int64 = 5_000_000_103 // com.example.counter 1.0, version code 10
)

// Files that every simulated account has, by fileUniqueId.
const (
	FileWallpaper = "f11e000000000000000000000000a001" // wallpaper.png
	FileConfig    = "f11e000000000000000000000000a002" // config.json
	FileKioskAPK  = "f11e000000000000000000000000a003" // kiosk.apk: with autoInstall it installs AppKiosk1
	FileBroken    = "f11e000000000000000000000000a004" // broken.bin: phones cannot download it
)

// Images that every simulated account has, beside those that its phones start
// with, which are of android13. A phone takes images of its own Android version only.
const (
	ImageAndroid13A = "img-android13-a"
	ImageAndroid13B = "img-android13-b"
	ImageAndroid14  = "img-android14-a"
)

// createdAt is when everything that an account starts with was made, in
// milliseconds.
const createdAt = 1_709_895_492_000

// firstUploadedApp is the id of the first app that is uploaded without an id
// of its own.
const firstUploadedApp int64 = 2001

// catalogue is what an account can put on phones.
type catalog struct {
	Apps     []App   `json:"apps"`   // by id
	Files    []File  `json:"files"`  // in the order in which they are listed
	Images   []Image `json:"images"` // in the order in which they are listed
	NextApp  int64   `json:"nextApp"`
	modified bool    // differs, or differed, from that of a new account
}

// App is an app of the catalogue. Times are in milliseconds.
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

// File is a file of the file centre.
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

func newCatalog(seed uint64) catalog {
	c := catalog{NextApp: firstUploadedApp, Apps: []App{
		{ID: AppKiosk1, Name: "Kiosk", PackageName: "com.example.kiosk", VersionName: "1.0", VersionCode: 100, Available: true},
		{ID: AppKiosk2, Name: "Kiosk", PackageName: "com.example.kiosk", VersionName: "2.0", VersionCode: 200, Available: true},
		{ID: AppBroken, Name: "Broken", PackageName: "com.example.broken", VersionName: "1.0", VersionCode: 1, Available: true, Broken: true},
		{ID: AppUnavailable, Name: "Gone", PackageName: "com.example.gone", VersionName: "1.0", VersionCode: 1},
		{ID: AppCounter, Name: "Counter", PackageName: "com.example.counter", VersionName: "1.0", VersionCode: 10, Available: true},
	}}
	for i := range c.Apps {
		a := &c.Apps[i]
		a.URL = fmt.Sprintf("https://files.simulator.invalid/%s-%s.apk", a.PackageName, a.VersionName)
		a.SignMD5, a.CreatedAt = signatureMD5(a.ID), createdAt
	}
	kiosk := c.Apps[0]
	for _, f := range []File{
		{ID: FileWallpaper, Name: "wallpaper.png", Size: 48_213},
		{ID: FileConfig, Name: "config.json", Size: 512},
		{ID: FileKioskAPK, Name: "kiosk.apk", Size: 3 << 30, App: &kiosk},
		{ID: FileBroken, Name: "broken.bin", Size: 1, Broken: true},
	} {
		f.MD5 = fmt.Sprintf("%032x", noise(0, uint64(len(c.Files))))
		f.URL, f.CreatedAt = "https://files.simulator.invalid/"+f.Name, createdAt
		c.addFile(f)
	}
	for _, i := range []Image{
		{ID: ImageAndroid13A, Android: androidVersion},
		{ID: ImageAndroid13B, Android: androidVersion},
		{ID: ImageAndroid14, Android: "android14"},
	} {
		c.addImage(i)
	}
	for group := 1; group <= groupCount; group++ {
		c.addImage(Image{ID: initialImage(seed, group), Android: androidVersion})
	}
	c.modified = false
	return c
}

// signOf is the MD5 of the signature of an app.
func signatureMD5(id int64) string {
	return fmt.Sprintf("%032X", noise(0, uint64(id))) //nolint:gosec // ids are positive
}

// firstImage is the image that the phones of a group start with.
func initialImage(seed uint64, group int) string {
	return fmt.Sprintf("img-%08x", uint32(noise(seed, uint64(group)))) //nolint:gosec // the low half is wanted, groups are positive
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

// android is the family of an image; false: the catalogue has no such image.
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

// androidOf is the Android version of a phone. An image that nobody knows, as
// drift can bring, is taken for one of the first version.
func (s *Simulator) androidVersionOf(inst *instance) string {
	if family, known := s.account.catalog.imageFamily(inst.image); known {
		return family
	}
	return androidVersion
}
