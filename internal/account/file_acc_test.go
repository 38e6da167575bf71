package account_test

import (
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const fileHCL = `
resource "armcloud_file" "it" {
  url  = "https://downloads.example.com/wallpaper.png"
  name = "wallpaper.png"
  md5  = "` + md5Sum + `"
}
`

// A file is uploaded and copied to instances in one apply. A file that was deleted
// elsewhere is uploaded again. A destroyed one is deleted if the API level supports
// that, and otherwise stays, with a warning.
func TestAccFile(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t, simulator.Options{Level: level, Quirks: true}, "")
			h.config(fileHCL + `
resource "armcloud_instance" "a" {
  pad_code = "AC32010000001"
  files    = { wallpaper = { file_id = armcloud_file.it.file_id, path = "/Download/" } }
}
resource "armcloud_instance_file" "b" {
  pad_code = "AC32010000002"
  file_id  = armcloud_file.it.file_id
}
`)
			h.Apply()
			h.PlanEmpty()
			h.sent(fileCache, 1)
			id, _ := h.State("armcloud_file.it")["file_id"].(string)
			for _, code := range []string{"AC32010000001", "AC32010000002"} {
				instance, _ := h.Instance(code)
				if len(instance.Files) != 1 || instance.Files[0].FileID != id || id == "" {
					t.Errorf("%s: got files %v, want %q", code, instance.Files, id)
				}
			}
			if err := h.RemoveFile(id); err != nil {
				t.Fatal(err)
			}
			h.config(fileHCL)
			says(t, h.PlanChanges().Output, "armcloud_file.it will be created")
			h.Apply()
			h.PlanEmpty()
			h.sent(fileCache, 2)
			id, _ = h.State("armcloud_file.it")["file_id"].(string)
			output := h.Destroy().Output
			there := false
			for _, f := range h.Catalog().Files {
				there = there || f.ID == id
			}
			is(t, "file still exists on level "+level, there, level == simulator.Level2024)
			if there {
				says(t, output, "Files stay in the file center", "cannot delete files", id)
			}
			// Only several responses prove that the level lacks the operation.
			requests := map[bool]int{false: 1, true: 3}[there]
			is(t, "requests that delete files", h.Counters().Requests["/file-center/open/file/batch/del"], requests)
		})
	}
}

// Another URL for the same file, and another case of its MD5, also after an import,
// send nothing. Control: another MD5 uploads the file again.
func TestAccFileSameContent(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{}, "")
	h.config(fileHCL)
	h.Apply()
	id, _ := h.State("armcloud_file.it")["file_id"].(string)
	upper := strings.Replace(fileHCL, md5Sum, strings.ToUpper(md5Sum), 1)
	for _, config := range []string{upper, strings.Replace(upper, "downloads.example.com", "host.unreachable", 1)} {
		h.config(config)
		says(t, h.PlanChanges().Output, "0 to add, 1 to change, 0 to destroy")
		h.Apply()
		h.PlanEmpty()
		is(t, "file id", h.State("armcloud_file.it")["file_id"], any(id))
	}
	if r := h.Run("state", "rm", "armcloud_file.it"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	h.config(upper + "import {\n  to = armcloud_file.it\n  id = \"" + id + "\"\n}\n")
	says(t, h.PlanChanges().Output, "1 to import, 0 to add, 1 to change, 0 to destroy")
	h.Apply()
	h.PlanEmpty()
	h.sent(fileCache, 1)
	h.config(strings.Replace(fileHCL, md5Sum, strings.Repeat("0", 32), 1))
	says(t, h.PlanChanges().Output, "must be replaced")
}
