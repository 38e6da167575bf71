package faults

import (
	"fmt"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// settingCases are the resources of single settings.
var settingCases = []resourceCase{
	{typeName: "armcloud_instance_time_zone", first: of(block{"time_zone": "Europe/Berlin"}), second: of(block{"time_zone": "Asia/Tokyo"}),
		truth: zone, after: truths{"Europe/Berlin", "Asia/Tokyo", "Europe/Berlin"}, names: padNames},
	{typeName: "armcloud_instance_language", first: of(block{"code": "de", "country": "DE"}), second: of(block{"code": "fr", "country": "CA"}),
		truth: func(a *account, n int) string { return a.instance(n).Language + "-" + a.instance(n).Country },
		after: truths{"de-DE", "fr-CA", "de-DE"}, names: padNames},
	{typeName: "armcloud_instance_location", first: of(block{"latitude": 52.5, "longitude": 13.25}), second: of(block{"latitude": -33.5, "longitude": 151.25}),
		truth: func(a *account, n int) string {
			if l := a.instance(n).Location; l != nil {
				return fmt.Sprintf("%v,%v", l.Latitude, l.Longitude)
			}
			return ""
		}, after: truths{"52.5,13.25", "-33.5,151.25", "52.5,13.25"}, names: padNames},
	{typeName: "armcloud_instance_sim", first: of(radio.with(block{"imei": "356938035643809"})), second: of(radio.with(block{"imei": "490154203237518"})),
		truth: func(a *account, n int) string { return a.instance(n).SIM["imei"] + " " + a.instance(n).SIM["tac"] },
		after: truths{"356938035643809 871420", "490154203237518 871420", "356938035643809 871420"}, names: padNames},
	{typeName: "armcloud_instance_bandwidth", first: of(block{"upload_mbps": 10, "download_mbps": 20}), second: of(block{"upload_mbps": 30, "download_mbps": 20}),
		truth: bandwidth, after: truths{"10/20", "30/20", "0/0"}, names: padNames},
	{typeName: "armcloud_instance_proxy", first: of(block{"ip": "192.0.2.1", "port": 1080, "username": "shop", "password_wo": "first-password"}),
		second: of(block{"ip": "192.0.2.1", "port": 1080, "username": "shop", "password_wo": "second-password"}),
		truth:  proxy, after: truths{"192.0.2.1:1080 shop first-password", "192.0.2.1:1080 shop second-password", "off"}, names: padNames},
	{typeName: "armcloud_instance_adb", first: of(block{"enabled": true}), second: of(block{"enabled": false}),
		truth: func(a *account, n int) string { return fmt.Sprint(a.instance(n).ADB) },
		after: truths{"true", "false", "false"}, names: padNames},
	{typeName: "armcloud_instance_properties", first: of(block{"system": block{"debug.colour": "red"}, "system_persistent": block{"ro.product.model": "One"}, "restart": true}),
		second: of(block{"system": block{"debug.colour": "red"}, "system_persistent": block{"ro.product.model": "Two"}, "restart": true}),
		truth:  systemProperties, after: truths{"debug.colour=red ro.product.model=One", "debug.colour=red ro.product.model=Two", "debug.colour=red ro.product.model=One"}, names: padNames},
	{typeName: "armcloud_instance_android_properties", first: of(block{"properties": block{"ro.product.model": "One"}, "restart": true}),
		second: of(block{"properties": block{"ro.product.model": "Two"}, "restart": true}),
		truth:  androidProperties, after: truths{"ro.product.model=One", "ro.product.model=Two", "ro.product.model=One"}, names: padNames},
	{typeName: "armcloud_instance_image", first: of(block{"image_id": simulator.ImageAndroid13A, "wipe_data": true}), second: of(block{"image_id": simulator.ImageAndroid13B, "wipe_data": true}),
		truth: image, after: truths{simulator.ImageAndroid13A, simulator.ImageAndroid13B, simulator.ImageAndroid13A}, names: padNames},
	{typeName: "armcloud_instance_app", first: of(block{"package_name": "com.example.kiosk", "app_id": 101, "version_code": 100}),
		second: of(block{"package_name": "com.example.kiosk", "app_id": 102, "version_code": 200}),
		truth:  apps, after: truths{"com.example.kiosk=100", "com.example.kiosk=200", ""}, names: padNames},
	{typeName: "armcloud_instance_file", first: of(block{"file_id": simulator.FileWallpaper, "path": "/Download/"}), second: of(block{"file_id": simulator.FileConfig, "path": "/Download/"}),
		truth: files, after: truths{"a001 in /Download/", "a001 in /Download/, a002 in /Download/", "a001 in /Download/"}, names: padNames},
}

// radio is what the current API level requires of a SIM card.
var radio = block{"type": "9", "tac": "871420", "cell_id": "870091003", "narfcn": "99240", "physical_cell_id": "6C"}

// mixed has settings of all kinds: cheap, read back, not read back, restarting, pushed.
func mixed(zone string, upload int, app int) block {
	return block{
		"time_zone":  zone,
		"bandwidth":  block{"upload_mbps": upload, "download_mbps": 20},
		"proxy":      block{"ip": "192.0.2.1", "port": 1080},
		"apps":       block{"com.example.kiosk": block{"app_id": app}},
		"properties": block{"system_persistent": block{"ro.product.model": zone}, "restart": true},
		"files":      block{"wallpaper": block{"file_id": simulator.FileWallpaper, "path": "/Download/"}},
	}
}

var mixedTruth = all(zone, bandwidth, proxy, apps, files, systemProperties)

// instanceCases are the resources that have many settings.
var instanceCases = []resourceCase{
	{typeName: "armcloud_instance", variant: "settings", first: of(mixed("Europe/Berlin", 10, 101)), second: of(mixed("Asia/Tokyo", 30, 101)),
		truth: mixedTruth,
		after: truths{"Europe/Berlin; 10/20; 192.0.2.1:1080  ; com.example.kiosk=100; a001 in /Download/; ro.product.model=Europe/Berlin", "Asia/Tokyo; 30/20; 192.0.2.1:1080  ; com.example.kiosk=100; a001 in /Download/; ro.product.model=Asia/Tokyo", "Europe/Berlin; 0/0; off; ; a001 in /Download/; ro.product.model=Europe/Berlin"}, names: padNames},
	{typeName: "armcloud_instance", variant: "erased", objects: 1, first: of(erased(simulator.ImageAndroid13A, "reset")), second: of(erased(simulator.ImageAndroid13B, "reset")),
		truth: all(image, zone, bandwidth),
		after: truths{"img-android13-a; Europe/Berlin; 10/20", "img-android13-b; Europe/Berlin; 10/20", "img-android13-a; Asia/Shanghai; 0/0"}, names: padNames},
	{typeName: "armcloud_instance", variant: "restarted", first: of(block{"time_zone": "Europe/Berlin", "restart_triggers": block{"release": "1"}}),
		second: of(block{"time_zone": "Asia/Tokyo", "restart_triggers": block{"release": "2"}}),
		truth:  zone, after: truths{"Europe/Berlin", "Asia/Tokyo", "Europe/Berlin"}, names: padNames},
	{typeName: "armcloud_fleet", objects: 1, first: func(int) block { return fleet(mixed("Europe/Berlin", 10, 101), 10) }, second: func(int) block { return fleet(mixed("Asia/Tokyo", 30, 101), 30) },
		truth: func(a *account, _ int) string {
			return all(mixedTruth)(a, 1) + " | " + all(mixedTruth)(a, 2) + " | " + all(zone, bandwidth)(a, 3)
		},
		after: truths{both("Europe/Berlin; 10/20; 192.0.2.1:1080  ; com.example.kiosk=100; a001 in /Download/; ro.product.model=Europe/Berlin") + "Asia/Shanghai; 10/20", both("Asia/Tokyo; 30/20; 192.0.2.1:1080  ; com.example.kiosk=100; a001 in /Download/; ro.product.model=Asia/Tokyo") + "Asia/Shanghai; 30/20", both("Europe/Berlin; 0/0; off; ; a001 in /Download/; ro.product.model=Europe/Berlin") + "Asia/Shanghai; 0/0"},
		names: named("the fleet", "the instances", pad(1), pad(2), pad(3)), importID: pad(1) + "," + pad(2) + "," + pad(3)},
}

func both(text string) string { return text + " | " + text + " | " }

func erased(image, release string) block {
	return block{"image": block{"image_id": image, "wipe_data": true}, "time_zone": "Europe/Berlin",
		"bandwidth": block{"upload_mbps": 10, "download_mbps": 20}, "on_release": release}
}

func fleet(profile block, upload int) block {
	return block{
		"phones":   block{pad(1): "all", pad(2): "all", pad(3): "slow"},
		"profiles": block{"all": profile, "slow": block{"bandwidth": block{"upload_mbps": upload, "download_mbps": 20}}},
	}
}

// accountCases are the resources of the account.
var accountCases = []resourceCase{
	{typeName: "armcloud_app", first: app("3.0"), second: app("4.0"), truth: catalogApps,
		after: truths{"com.example.menu 3.0", "com.example.menu 3.0, com.example.menu 4.0", "com.example.menu 3.0"},
		names: named("the app")},
	{typeName: "armcloud_file", first: file("a"), second: file("b"), truth: centerFiles,
		after: truths{"a", "b", ""}, after2024: &truths{"a", "a, b", "a"}, names: named("the file")},
	{typeName: "armcloud_image", level: simulator.Level2024, first: tar("1"), second: tar("2"), truth: catalogImages,
		after: truths{"own-1", "own-1, own-2", "own-1"}, names: named("the image")},
	{typeName: "armcloud_callback", objects: 1, first: receiver(20, 21), second: receiver(20, 21, 22),
		truth: func(a *account, _ int) string {
			c := a.Callback()
			return fmt.Sprint(c.URL, c.TypeIDs)
		}, after: truths{"http://127.0.0.1:9/armcloud[20 21]", "http://127.0.0.1:9/armcloud[20 21 22]", "[]"},
		names: named("the callback")},
	{typeName: "armcloud_app_blacklist", objects: 1, first: blacklist("game"), second: blacklist("video"),
		truth: func(a *account, _ int) string {
			return byName(a.Blacklists()["m2-3"], same[string]) + "; " + strings.Join(a.instance(1).Blacklist, ",")
		}, after: truths{"com.example.game=game; com.example.game", "com.example.video=video; com.example.video", "; "},
		after2024: &truths{"com.example.game=game; com.example.game", "com.example.video=video; com.example.video", "com.example.game=game; com.example.game"},
		names:     func(int) []string { return []string{"m2-3", pad(1)} }},
	{typeName: "armcloud_public_ip_binding", level: simulator.Level2024, first: binding(0), second: binding(2),
		truth: func(a *account, n int) string {
			holder := a.PublicIPBindings()[fmt.Sprintf("203.0.113.%d", n)]
			return strings.NewReplacer(pad(n), "own", pad(n+2), "other").Replace(holder)
		}, after: truths{"own", "other", ""}, names: func(n int) []string {
			return []string{fmt.Sprintf("203.0.113.%d", n), fmt.Sprintf("10.16.0.%d", n), "armcloud_public_ip_binding"}
		}},
}

// named returns the same names for every object. Terraform adds the address of the
// resource to each error.
func named(names ...string) func(int) []string { return func(int) []string { return names } }

func app(version string) func(int) block {
	return func(n int) block {
		return block{"url": fmt.Sprintf("https://downloads.example.com/com.example.menu%d-%s.apk", n, version)}
	}
}

func catalogApps(a *account, n int) string {
	var all []string
	for _, app := range a.Catalog().Apps {
		if app.PackageName == fmt.Sprintf("com.example.menu%d", n) {
			all = append(all, "com.example.menu "+app.VersionName)
		}
	}
	return strings.Join(all, ", ")
}

func file(letter string) func(int) block {
	return func(n int) block {
		return block{"url": "https://downloads.example.com/wallpaper.png", "name": fmt.Sprintf("wallpaper%d.png", n), "md5": fmt.Sprintf("%s%031d", letter, n)}
	}
}

func centerFiles(a *account, n int) string {
	var all []string
	for _, f := range a.Catalog().Files {
		if f.Name == fmt.Sprintf("wallpaper%d.png", n) {
			all = append(all, f.MD5[:1])
		}
	}
	return strings.Join(all, ", ")
}

func tar(version string) func(int) block {
	return func(n int) block {
		return block{"url": "https://downloads.example.com/android13.tar", "tag": fmt.Sprintf("own-%d-%s", n, version), "server_type": "Cruise10", "rom_version": "android13"}
	}
}

func catalogImages(a *account, n int) string {
	var all []string
	for _, i := range a.Catalog().Images {
		if before, version, found := strings.Cut(i.Tag, fmt.Sprintf("own-%d-", n)); found && before == "" {
			all = append(all, "own-"+version)
		}
	}
	return strings.Join(all, ", ")
}

func receiver(types ...any) func(int) block {
	return func(int) block { return block{"url": "http://127.0.0.1:9/armcloud", "callback_type_ids": types} }
}

func blacklist(name string) func(int) block {
	return func(int) block {
		return block{"pad_grade": "m2-3", "apps": block{"com.example." + name: name}, "pad_codes": []any{pad(1)}}
	}
}

// binding binds public IPs to the instances with the same numbers, or to others.
func binding(shift int) func(int) block {
	return func(n int) block {
		return block{"public_ip": fmt.Sprintf("203.0.113.%d", n), "pad_ip": fmt.Sprintf("10.16.0.%d", n+shift)}
	}
}
