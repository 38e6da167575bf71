package account_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const (
	kioskURL = "https://downloads.example.com/com.example.kiosk-3.0.apk"
	md5Sum   = "32e1f345f209a7dc1cc704913ea436d3"

	appCache    = "/file-center/open/app/cache"
	fileCache   = "/file-center/open/file/cache"
	imageUpload = "/openapi/open/image/uploadImage"
)

func app(name, attributes string) string {
	return fmt.Sprintf("resource \"armcloud_app\" %q {\n%s\n}\n", name, attributes)
}

// An app is uploaded once, and unset values are read from its package, on both
// levels. Its id can be used while it is unknown. An app that was removed from the
// catalog is uploaded again; a destroyed one stays there.
func TestAccApp(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t, simulator.Options{Level: level, Quirks: true}, "")
			kiosk := app("kiosk", `url = "`+kioskURL+`"`) + `
resource "armcloud_instance" "a" {
  pad_code = "AC32010000001"
  apps     = { "com.example.kiosk" = { app_id = armcloud_app.kiosk.app_id } }
}
resource "armcloud_instance_app" "b" {
  pad_code     = "AC32010000002"
  package_name = armcloud_app.kiosk.package_name
  app_id       = armcloud_app.kiosk.app_id
}
`
			given := app("given", `
  url          = "https://downloads.example.com/given.apk"
  app_id       = 7000000001
  name         = "Given"
  package_name = "com.example.given"
  version_name = "1.2"
  version_code = 12
  sign_md5     = "`+md5Sum+`"
  md5          = "`+md5Sum+`"
  description  = "Some words"
  parse        = false`)
			h.config(kiosk + given)
			h.Apply()
			h.PlanEmpty()
			h.sent(appCache, 2)
			states := h.States()
			is(t, "package", states["armcloud_app.kiosk"]["package_name"], any("com.example.kiosk"))
			is(t, "version", states["armcloud_app.kiosk"]["version_code"], any(float64(300)))
			is(t, "available", states["armcloud_app.kiosk"]["available"], any(true))
			is(t, "id", states["armcloud_app.given"]["app_id"], any(float64(7000000001)))
			if _, err := time.Parse(time.RFC3339, fmt.Sprint(states["armcloud_app.kiosk"]["created_at"])); err != nil {
				t.Error(err)
			}
			for _, code := range []string{"AC32010000001", "AC32010000002"} {
				instance, _ := h.Instance(code)
				is(t, "version on "+code, instance.Apps["com.example.kiosk"].VersionCode, 300)
			}
			if level == simulator.LevelCurrent {
				return
			}

			if err := h.RemoveApp(7000000001); err != nil {
				t.Fatal(err)
			}
			says(t, h.PlanChanges().Output, "armcloud_app.given will be created", "Plan: 1 to add, 0 to change, 0 to destroy")
			h.config(strings.ReplaceAll(kiosk, "kiosk-3.0", "kiosk-3.1"))
			says(t, h.PlanChanges().Output, "armcloud_app.kiosk must be replaced", "Apps stay in the catalog")
			h.Apply()
			h.PlanEmpty()
			h.sent(appCache, 3)
			h.Destroy()
			remaining := 0
			for _, a := range h.Catalog().Apps {
				if strings.HasPrefix(a.URL, "https://downloads.example.com/com.example.kiosk-3.") {
					remaining++
				}
			}
			is(t, "uploads in the catalog", remaining, 2)
		})
	}
}

// The error of an app id that the account already has mentions the import. Control: a
// refusal without a configured id.
func TestAccAppExists(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{}, "")
	h.config(app("a", "url = \""+kioskURL+"\"\napp_id = 101"))
	says(t, h.FailApply().Output, "already exists", "terraform import armcloud_app.NAME 101")
	h.fault(simulator.Fault{Path: "app/cache", Kind: simulator.FaultError, Code: 110065, Message: "no"})
	h.config(app("a", "url = \""+kioskURL+"\""))
	silent(t, h.FailApply().Output, "terraform import")
}
