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

// catalogue is what an account can put on phones.
type catalogue struct {
	apps   []app  // by id
	files  []file // in the order in which they are listed
	images []image
}

type app struct {
	id          int64
	name        string
	packageName string
	versionName string
	versionCode int64
	available   bool
	broken      bool // every installation fails
}

type file struct {
	id     string
	name   string
	size   int64 // bytes
	app    int64 // the app in an apk file; 0: none
	broken bool  // every download fails
}

// image is a system image; Android is its family, such as android13.
type image struct {
	ID      string `json:"id"`
	Android string `json:"android"`
}

func newCatalogue(seed uint64) catalogue {
	c := catalogue{
		apps: []app{
			{id: AppKiosk1, name: "Kiosk", packageName: "com.example.kiosk", versionName: "1.0", versionCode: 100, available: true},
			{id: AppKiosk2, name: "Kiosk", packageName: "com.example.kiosk", versionName: "2.0", versionCode: 200, available: true},
			{id: AppBroken, name: "Broken", packageName: "com.example.broken", versionName: "1.0", versionCode: 1, available: true, broken: true},
			{id: AppUnavailable, name: "Gone", packageName: "com.example.gone", versionName: "1.0", versionCode: 1},
			{id: AppCounter, name: "Counter", packageName: "com.example.counter", versionName: "1.0", versionCode: 10, available: true},
		},
		files: []file{
			{id: FileWallpaper, name: "wallpaper.png", size: 48_213},
			{id: FileConfig, name: "config.json", size: 512},
			{id: FileKioskAPK, name: "kiosk.apk", size: 3 << 30, app: AppKiosk1},
			{id: FileBroken, name: "broken.bin", size: 1, broken: true},
		},
		images: []image{{ImageAndroid13A, androidVersion}, {ImageAndroid13B, androidVersion}, {ImageAndroid14, "android14"}},
	}
	for group := 1; group <= groupCount; group++ {
		c.addImage(image{firstImage(seed, group), androidVersion})
	}
	return c
}

// firstImage is the image that the phones of a group start with.
func firstImage(seed uint64, group int) string {
	return fmt.Sprintf("img-%08x", uint32(noise(seed, uint64(group)))) //nolint:gosec // the low half is wanted, groups are positive
}

func (c *catalogue) app(id int64) *app {
	at := slices.IndexFunc(c.apps, func(a app) bool { return a.id == id })
	if at < 0 {
		return nil
	}
	return &c.apps[at]
}

func (c *catalogue) file(id string) *file {
	at := slices.IndexFunc(c.files, func(f file) bool { return f.id == id })
	if at < 0 {
		return nil
	}
	return &c.files[at]
}

// android is the family of an image; false: the catalogue has no such image.
func (c *catalogue) android(imageID string) (string, bool) {
	at := slices.IndexFunc(c.images, func(i image) bool { return i.ID == imageID })
	if at < 0 {
		return "", false
	}
	return c.images[at].Android, true
}

// addImage adds an image, or gives one that is there another family.
func (c *catalogue) addImage(added image) {
	c.images = slices.DeleteFunc(c.images, func(i image) bool { return i.ID == added.ID })
	c.images = append(c.images, added)
}

// androidOf is the Android version of a phone. An image that nobody knows, as
// drift can bring, is taken for one of the first version.
func (s *Simulator) androidOf(p *phone) string {
	if family, known := s.account.catalogue.android(p.image); known {
		return family
	}
	return androidVersion
}

// AddImage puts a system image of an Android version (such as android13) into
// the catalogue. Errors: an empty name, a closed simulator, a state file that
// cannot be written.
func (s *Simulator) AddImage(imageID, android string) error {
	if imageID == "" || android == "" {
		return fmt.Errorf("an image needs an id and an Android version")
	}
	return s.manage(&event{Kind: eventImage, Image: &image{imageID, android}})
}
