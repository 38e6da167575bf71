package setting_test

import (
	"fmt"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// filesOn returns the folder, file and number of pushes of each file on an
// instance.
func filesOn(p *acctest.Case, code string) string {
	p.T.Helper()
	text := ""
	for _, f := range p.Instance(code).Files {
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

// Files are pushed once, at both API levels. Only changed entries are pushed
// again. A removed file stays on the instance, and the plan warns about it.
func TestAccFiles(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{Level: level}, "")
			write := func(path, auto string) {
				p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, filesHCL(path)) + acctest.FleetOfOneHCL("b", acctest.InstanceB, filesHCL(path)) +
					acctest.SettingHCL("file", "c", acctest.InstanceC, "file_id = \""+simulator.FileKioskAPK+"\"\n path = \""+path+"\"\n"+auto))
			}
			write("/Download", "auto_install = true")
			p.Applies("file 5")
			acctest.Equal(t, "files", filesOn(p, acctest.InstanceA), "/sdcard a002 1;/Download a001 1;")
			acctest.Equal(t, "files", filesOn(p, acctest.InstanceB), "/sdcard a002 1;/Download a001 1;")
			acctest.Equal(t, "files", filesOn(p, acctest.InstanceC), "/Download a003 1;")
			acctest.Equal(t, "version", installedVersion(p, acctest.InstanceC, kioskPackage), 100)
			p.PlanEmpty()

			write("/Pictures", "")
			acctest.Contains(t, p.PlanChanges().Output, "armcloud_instance_file.c must be replaced")
			p.Applies("file 3")
			acctest.Equal(t, "files", filesOn(p, acctest.InstanceA), "/sdcard a002 1;/Download a001 1;/Pictures a001 1;")
			p.PlanEmpty()

			p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, "") + acctest.FleetOfOneHCL("b", acctest.InstanceB, ""))
			acctest.Contains(t, p.PlanChanges().Output, "Some settings stay on the instance", "files/wallpaper", "files/config", "files//Pictures/"+simulator.FileKioskAPK)
			p.Applies("")
			p.PlanEmpty()
		})
	}
}

// The name of a file is only a label: renaming it, also by swapping two names,
// pushes nothing and warns of nothing. Control: another file under the same name.
func TestAccFileRenamed(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(one, two, file string) {
		entries := `files = {
  ` + one + ` = { file_id = "` + file + `", path = "/Download" }
  ` + two + ` = { file_id = "` + simulator.FileConfig + `", path = "/sdcard" }
}
`
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, entries) + acctest.FleetOfOneHCL("b", acctest.InstanceB, entries))
	}
	write("one", "two", simulator.FileWallpaper)
	p.Applies("file 4")
	for _, names := range [][2]string{{"other", "two"}, {"two", "other"}, {"three", "four"}} {
		write(names[0], names[1], simulator.FileWallpaper)
		acctest.NotContains(t, p.PlanChanges().Output, "stay on the instance")
		p.Applies("")
		p.PlanEmpty()
	}
	write("three", "four", simulator.FileKioskAPK)
	p.Applies("file 2")
	p.PlanEmpty()
}

// If a file fails, the others are in the state. The error names instance and
// entry.
func TestAccFilesThatFail(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow))
	p.Applies("bandwidth 1")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+`files = {
  bad  = { file_id = "`+simulator.FileBroken+`" }
  none = { file_id = "nothing" }
  good = { file_id = "`+simulator.FileConfig+`" }
}
`))
	failed := p.FailsApply("file 3")
	acctest.Contains(t, failed.Output, "Unable to set the file bad", "110006", "Unable to set the file none", "140005", "Instance: "+acctest.InstanceA)
	planned := p.PlanChanges().Output
	acctest.Contains(t, planned, `+ "bad"`, `+ "none"`)
	acctest.NotContains(t, planned, `+ "good"`)
	p.FailsApply("file 2")
}

// The single-setting resource is imported by pad code, folder and file, or
// without a folder. The first apply pushes the file once, because the API does
// not show it.
func TestAccFileImport(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	body := "file_id = \"" + simulator.FileConfig + "\"\n"
	p.Configure(acctest.SettingHCL("file", "a", acctest.InstanceA, body+`path = "/sdcard/config"`) + acctest.SettingHCL("file", "b", acctest.InstanceB, body+`path = "/sdcard"`) + acctest.SettingHCL("file", "c", acctest.InstanceC, body) + `
import {
  to = armcloud_instance_file.a
  id = "` + acctest.InstanceA + "/sdcard/config/" + simulator.FileConfig + `"
}
import {
  to       = armcloud_instance_file.b
  identity = { pad_code = "` + acctest.InstanceB + `", path = "/sdcard", file_id = "` + simulator.FileConfig + `" }
}
import {
  to = armcloud_instance_file.c
  id = "` + acctest.InstanceC + "/" + simulator.FileConfig + `"
}
`)
	acctest.Contains(t, p.PlanChanges().Output, "+ auto_install = false", "Plan: 3 to import, 0 to add, 3 to change, 0 to destroy")
	p.Applies("file 3")
	p.PlanEmpty()
	for id, words := range map[string]string{
		acctest.InstanceA:                "is not an import ID of armcloud_instance_file. Use pad_code/path/file_id",
		acctest.InstanceA + "/Download/": "is not an import ID",
		"no code/Download/file":          "is not a pad code",
	} {
		p.Configure(acctest.SettingHCL("file", "x", acctest.InstanceA, body))
		r := p.Run("import", "-no-color", "armcloud_instance_file.x", id)
		acctest.Equal(t, "exit code", r.Exit, 1)
		acctest.Contains(t, r.Output, words)
	}
}

// Two resources that push the same file to the same folder of an instance warn of each
// other, whatever its name is in their maps. Controls: another file under the same name,
// and the same file in another folder.
func TestAccFileOfTwoOwners(t *testing.T) {
	t.Parallel()
	const warning = "Two resources manage one setting"
	p := acctest.NewCase(t, simulator.Options{}, "")
	entry := func(name, file, path string) string {
		return "files = { " + name + " = { file_id = \"" + file + "\", path = \"" + path + "\" } }\n"
	}
	write := func(fleet, single string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, entry("one", simulator.FileWallpaper, "/Download")) +
			acctest.FleetOfOneHCL("b", acctest.InstanceA, fleet) +
			acctest.SettingHCL("file", "c", acctest.InstanceA, "file_id = \""+simulator.FileWallpaper+"\"\n path = \""+single+"\""))
	}
	write(entry("one", simulator.FileConfig, "/Download"), "/Pictures")
	acctest.NotContains(t, p.PlanChanges().Output, warning)
	acctest.NotContains(t, p.Applies("file 3").Output, warning)
	acctest.NotContains(t, p.PlanEmpty().Output, warning)

	shared := "Instance " + acctest.InstanceA + ": files//Download/" + simulator.FileWallpaper + " is managed by"
	write(entry("two", simulator.FileWallpaper, "/Download"), "/Pictures")
	acctest.Contains(t, p.PlanChanges().Output, warning, shared, "armcloud_instance", "armcloud_fleet")
	acctest.Contains(t, p.Applies("file 1").Output, warning, shared)

	write(entry("two", simulator.FileConfig, "/Download"), "/Download/")
	acctest.Contains(t, p.PlanChanges().Output, warning, shared, "armcloud_instance_file")
	acctest.Contains(t, p.Applies("file 2").Output, warning, shared)
	acctest.Contains(t, p.PlanEmpty().Output, warning, shared)
}
