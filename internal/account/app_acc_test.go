package account_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const (
	kioskURL = "https://downloads.example.com/com.example.kiosk-3.0.apk"
	md5Sum   = "32e1f345f209a7dc1cc704913ea436d3"

	appCache    = "/file-center/open/app/cache"
	fileCache   = "/file-center/open/file/cache"
	imageUpload = "/openapi/open/image/uploadImage"
)

// uploads is a workspace on an account of its own.
type uploads struct {
	*acctest.Workspace
	*acctest.Account
	t *testing.T
}

func newUploads(t *testing.T, options simulator.Options) *uploads {
	t.Helper()
	if options.Instances == 0 {
		options.Instances = 3
	}
	return &uploads{Workspace: acctest.NewWorkspace(t, ""), Account: acctest.Start(t, options), t: t}
}

// config writes a configuration with the account's provider.
func (u *uploads) config(text string) { u.Write(u.Provider("") + text) }

// sent tells how many requests an endpoint has had.
func (u *uploads) sent(path string, want int) {
	u.t.Helper()
	if got := u.Counters().Requests[path]; got != want {
		u.t.Errorf("%s was called %d times, expected %d", path, got, want)
	}
}

func (u *uploads) fault(f simulator.Fault) {
	u.t.Helper()
	if err := u.AddFault(f); err != nil {
		u.t.Fatal(err)
	}
}

func says(t *testing.T, output string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(strings.Join(strings.Fields(unframed(output)), " "), strings.Join(strings.Fields(word), " ")) {
			t.Errorf("the output does not say %q:\n%s", word, output)
		}
	}
}

// unframed takes away the frame that a CLI draws around its errors.
func unframed(output string) string {
	return strings.NewReplacer("│", "", "╷", "", "╵", "").Replace(output)
}

func is[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, expected %v", what, got, want)
	}
}

func app(name, attributes string) string {
	return fmt.Sprintf("resource \"armcloud_app\" %q {\n%s\n}\n", name, attributes)
}

// An app is uploaded once, what is left out is read from its package, on both
// levels; the setting that installs it takes its id while that is unknown. Gone
// from the catalogue, it is uploaded again; destroyed, it stays.
func TestAccApp(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		u := newUploads(t, simulator.Options{Level: level, Quirks: true})
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
		u.config(kiosk + given)
		u.Apply()
		u.PlanEmpty()
		u.sent(appCache, 2)
		states := u.States()
		is(t, "package", states["armcloud_app.kiosk"]["package_name"], any("com.example.kiosk"))
		is(t, "version", states["armcloud_app.kiosk"]["version_code"], any(float64(300)))
		is(t, "available", states["armcloud_app.kiosk"]["available"], any(true))
		is(t, "id", states["armcloud_app.given"]["app_id"], any(float64(7000000001)))
		if _, err := time.Parse(time.RFC3339, fmt.Sprint(states["armcloud_app.kiosk"]["created_at"])); err != nil {
			t.Error(err)
		}
		for _, code := range []string{"AC32010000001", "AC32010000002"} {
			phone, _ := u.Instance(code)
			is(t, "version on "+code, phone.Apps["com.example.kiosk"].VersionCode, 300)
		}
		if level == simulator.LevelCurrent {
			continue
		}

		if err := u.RemoveApp(7000000001); err != nil {
			t.Fatal(err)
		}
		says(t, u.PlanChanges().Output, "armcloud_app.given will be created", "Plan: 1 to add, 0 to change, 0 to destroy")
		u.config(strings.ReplaceAll(kiosk, "kiosk-3.0", "kiosk-3.1"))
		says(t, u.PlanChanges().Output, "armcloud_app.kiosk must be replaced", "Apps stay in the catalog")
		u.Apply()
		u.PlanEmpty()
		u.sent(appCache, 3)
		u.Destroy()
		kept := 0
		for _, a := range u.Catalog().Apps {
			if strings.HasPrefix(a.URL, "https://downloads.example.com/com.example.kiosk-3.") {
				kept++
			}
		}
		is(t, "uploads that are kept", kept, 2)
	}
}
