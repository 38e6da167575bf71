package simulator

import "fmt"

// Apps of every new account. The id of AppCounter exceeds 32 bits, as ids of the
// real service may.
const (
	AppKiosk1      int64 = 101           // com.example.kiosk 1.0, version code 100
	AppKiosk2      int64 = 102           // com.example.kiosk 2.0, version code 200
	AppBroken      int64 = 104           // com.example.broken 1.0: its installation fails
	AppUnavailable int64 = 105           // com.example.gone 1.0: not available, its installation is refused
	AppCounter     int64 = 5_000_000_103 // com.example.counter 1.0, version code 10
)

// Files of every new account, by fileUniqueId.
const (
	FileWallpaper = "f11e000000000000000000000000a001" // wallpaper.png
	FileConfig    = "f11e000000000000000000000000a002" // config.json
	FileKioskAPK  = "f11e000000000000000000000000a003" // kiosk.apk: autoInstall installs AppKiosk1
	FileBroken    = "f11e000000000000000000000000a004" // broken.bin: its download fails
)

// Images of every new account, in addition to the initial images of its
// instances, which are of android13. Instances accept only images of their own
// Android version.
const (
	ImageAndroid13A = "img-android13-a"
	ImageAndroid13B = "img-android13-b"
	ImageAndroid14  = "img-android14-a"
)

// createdAt is the creation time of everything in a new account, in milliseconds.
const createdAt = 1_709_895_492_000

// firstUploadedApp is the first id assigned to an uploaded app.
const firstUploadedApp int64 = 2001

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

// signatureMD5 returns the MD5 of the signature of an app.
func signatureMD5(id int64) string {
	return fmt.Sprintf("%032X", noise(0, uint64(id))) //nolint:gosec // ids are positive
}

// initialImage returns the initial image of the instances of a group.
func initialImage(seed uint64, group int) string {
	return fmt.Sprintf("img-%08x", uint32(noise(seed, uint64(group)))) //nolint:gosec // truncated on purpose; groups are positive
}
