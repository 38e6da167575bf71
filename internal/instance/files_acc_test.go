package instance_test

import (
	"fmt"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// pushes tells what a phone was given: folder, file and how often.
func (p *phoneTest) pushes(code string) string {
	p.t.Helper()
	text := ""
	for _, f := range p.on(code).Files {
		text += fmt.Sprintf("%s %s %d;", f.Path, f.FileID[len(f.FileID)-4:], f.Pushes)
	}
	return text
}

func filesHCL(wallpaperPath string) string {
	return `files = {
  wallpaper = { file_id = "` + simulator.FileWallpaper + `", path = "` + wallpaperPath + `" }
  config    = { file_id = "` + simulator.FileConfig + `", path = "/sdcard" }
}
`
}

// Files are pushed once, on both levels; a changed entry is pushed again and
// alone. A file that leaves stays on the phone, and the plan says so.
func TestAccFiles(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		p := newPhoneTest(t, simulator.Options{Level: level}, "")
		write := func(path, auto string) {
			p.config(phone("a", phoneA, filesHCL(path)) + fleet("b", phoneB, filesHCL(path)) +
				own("file", "c", phoneC, "file_id = \""+simulator.FileKioskAPK+"\"\n path = \""+path+"\"\n"+auto))
		}
		write("/Download", "auto_install = true")
		p.applies("file 5")
		is(t, "files", p.pushes(phoneA), "/sdcard a002 1;/Download a001 1;")
		is(t, "files", p.pushes(phoneB), "/sdcard a002 1;/Download a001 1;")
		is(t, "files", p.pushes(phoneC), "/Download a003 1;")
		is(t, "version", p.version(phoneC, kioskPackage), 100)
		p.PlanEmpty()

		write("/Pictures", "")
		says(t, p.PlanChanges().Output, "armcloud_instance_file.c must be replaced")
		p.applies("file 3")
		is(t, "files", p.pushes(phoneA), "/sdcard a002 1;/Download a001 1;/Pictures a001 1;")
		p.PlanEmpty()

		p.config(phone("a", phoneA, "") + fleet("b", phoneB, ""))
		says(t, p.PlanChanges().Output, "Some settings stay on the phone", "files/wallpaper", "files/config", "files//Pictures/"+simulator.FileKioskAPK)
		p.applies("")
		p.PlanEmpty()
	}
}

// A file that fails keeps the others in the state; the error names phone and
// entry.
func TestAccFilesThatFail(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(phone("a", phoneA, slow))
	p.applies("bandwidth 1")
	p.config(phone("a", phoneA, slow+`files = {
  bad  = { file_id = "`+simulator.FileBroken+`" }
  none = { file_id = "nothing" }
  good = { file_id = "`+simulator.FileConfig+`" }
}
`))
	failed := p.fails("file 3")
	says(t, failed.Output, "Unable to set the file bad", "110006", "Unable to set the file none", "140005", "Phone: "+phoneA)
	planned := p.PlanChanges().Output
	says(t, planned, `+ "bad"`, `+ "none"`)
	silent(t, planned, `+ "good"`)
	p.fails("file 2")
}

// The own resource is imported by phone, folder and file, or without a folder;
// the first plan pushes it once, because nothing shows how it came there.
func TestAccFileImport(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	body := "file_id = \"" + simulator.FileConfig + "\"\n"
	p.config(own("file", "a", phoneA, body+`path = "/sdcard/config"`) + own("file", "b", phoneB, body+`path = "/sdcard"`) + own("file", "c", phoneC, body) + `
import {
  to = armcloud_instance_file.a
  id = "` + phoneA + "/sdcard/config/" + simulator.FileConfig + `"
}
import {
  to       = armcloud_instance_file.b
  identity = { pad_code = "` + phoneB + `", path = "/sdcard", file_id = "` + simulator.FileConfig + `" }
}
import {
  to = armcloud_instance_file.c
  id = "` + phoneC + "/" + simulator.FileConfig + `"
}
`)
	says(t, p.PlanChanges().Output, "+ auto_install = false", "Plan: 3 to import, 0 to add, 3 to change, 0 to destroy")
	p.applies("file 3")
	p.PlanEmpty()
	for id, words := range map[string]string{
		phoneA:                  "not of the form pad_code/path/file_id",
		phoneA + "/Download/":   "not of the form",
		"no code/Download/file": "is not a pad code",
	} {
		p.config(own("file", "x", phoneA, body))
		r := p.Run("import", "-no-color", "armcloud_instance_file.x", id)
		is(t, "exit code", r.Exit, 1)
		says(t, r.Output, words)
	}
}
