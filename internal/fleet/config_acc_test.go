package fleet_test

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Everything that a configuration alone shows to be wrong is an error of
// validate, on the attribute, and names the phone or profile.
func TestAccFleetValidation(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	one := acctest.Phones("kiosk", 1, 1)
	f.WriteResources(
		acctest.FleetHCL("unknown_profile", acctest.Join(one, acctest.Phones("kisok", 2, 3)), acctest.SpeedProfile("kiosk", 1, "")),
		acctest.FleetHCL("reserved_failed", one, acctest.SpeedProfile("kiosk", 1, "")+`"failed: x" = {}`),
		acctest.FleetHCL("reserved_drifted", one, acctest.SpeedProfile("kiosk", 1, "")+`"drifted:" = {}`),
		acctest.FleetHCL("reserved_empty", one, acctest.SpeedProfile("kiosk", 1, "")+`"" = {}`),
		acctest.FleetHCL("null_profile", one, "kiosk = null"),
		"resource \"armcloud_fleet\" \"null_phone\" {\n phones = { "+acctest.PadCode(9)+" = null }\n profiles = {}\n}\n",
		acctest.FleetHCL("pad_code", map[string]string{"not a code": "kiosk"}, acctest.SpeedProfile("kiosk", 1, "")),
		acctest.FleetHCL("bandwidth", one, acctest.SpeedProfile("kiosk", -2, "")),
		acctest.FleetHCL("zone", one, acctest.SpeedProfile("kiosk", 1, "Mars/Olympus")),
		acctest.FleetHCL("proxy", one, `kiosk = { proxy = { ip = "192.0.2.1" } }`),
		acctest.FleetHCL("release", one, acctest.SpeedProfile("kiosk", 1, ""), `on_release = "reset"`),
	)
	result := f.Run("validate", "-no-color")
	f.WantOutput(result,
		`There is no profile "kisok", which is named for AC32010000002, AC32010000003.`,
		`"failed: x" cannot name a profile`, `"drifted:" cannot name a profile`, `"" cannot name a profile`,
		`Profile "kiosk" is null. Write {} for a profile that manages nothing.`,
		"The profile of "+acctest.PadCode(9)+" is null.",
		`must be a pad code such as AC32010000001`, `"not a code"`,
		"upload_mbps", "-2", `"Mars/Olympus" is not in the IANA time zone database`,
		"Missing proxy port", `on_release`)
	if result.Exit != 1 {
		t.Errorf("validate exited with %d", result.Exit)
	}

	// The control: unused profiles, empty ones and an empty fleet are fine.
	f.WriteResources(acctest.FleetHCL("shop", one, acctest.SpeedProfile("kiosk", 1, "UTC")+"spare = {}\n"), acctest.FleetHCL("empty", nil, ""))
	if result := f.Run("validate", "-no-color"); result.Exit != 0 {
		t.Errorf("validate exited with %d:\n%s", result.Exit, result.Output)
	}
	f.Apply()
	f.PlanEmpty()
}

// Phones, profile names and settings that are known only after apply are no
// obstacle to a plan.
func TestAccFleetUnknown(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	f.WriteResources(`
resource "terraform_data" "zone" { input = "Europe/Berlin" }
resource "terraform_data" "profile" { input = "kiosk" }
resource "terraform_data" "phones" { input = { "AC32010000003" = "kiosk" } }
resource "terraform_data" "profiles" { input = { kiosk = { time_zone = "Asia/Tokyo" } } }
resource "armcloud_fleet" "parts" {
  phones   = { AC32010000001 = terraform_data.profile.output, AC32010000002 = "kiosk" }
  profiles = { kiosk = { time_zone = terraform_data.zone.output } }
}
resource "armcloud_fleet" "whole" {
  phones   = terraform_data.phones.output
  profiles = terraform_data.profiles.output
}
`)
	f.Apply()
	f.WantSent(map[string]int{"updateTimeZone": 3})
	f.WantTimeZone("Europe/Berlin", 1, 2)
	f.WantTimeZone("Asia/Tokyo", 3)
	f.PlanEmpty()
}

// Two resources that manage one setting of one phone are warned of, by plan
// and apply, with phone, setting and both types.
func TestAccFleetShared(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	single := "resource \"armcloud_instance\" \"one\" {\n pad_code = \"" + acctest.PadCode(1) + "\"\n bandwidth = { upload_mbps = 1, download_mbps = 1 }\n}\n"
	shop := acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 3), acctest.SpeedProfile("kiosk", 10, ""))
	f.WriteResources(shop)
	f.WantNoOutput(f.Apply(), "Two resources manage one setting")
	f.WriteResources(shop, single)
	f.WantOutput(f.PlanChanges(), "Two resources manage one setting", "Instance "+acctest.PadCode(1)+": bandwidth is managed by", "armcloud_fleet", "armcloud_instance")

	// Two new fleets: the apply sees it, and every plan from then on.
	f.WriteResources(shop, acctest.FleetHCL("late", acctest.Phones("fast", 4, 5), acctest.SpeedProfile("fast", 50, "")), acctest.FleetHCL("later", acctest.Phones("fast", 5, 6), acctest.SpeedProfile("fast", 50, "")))
	f.WantOutput(f.Apply(), "Two resources manage one setting", "Instance "+acctest.PadCode(5)+": bandwidth is managed by armcloud_fleet and by armcloud_fleet")
	f.WantOutput(f.PlanEmpty(), "Two resources manage one setting", "Instance "+acctest.PadCode(5)+": bandwidth is managed by armcloud_fleet and by armcloud_fleet")
}

// Phones are imported by their codes or by their group, without a profile; the
// first apply sends everything once, and restarts nothing.
func TestAccFleetImport(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	shop := acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 2), acctest.SpeedProfile("kiosk", 10, "Europe/Berlin"), `restart_triggers = { v = "1" }`)
	f.WriteResources(shop)
	for id, text := range map[string]string{
		acctest.PadCode(1) + ",,": `"" is not a pad code`,
		"group:three":             `"three" is not a group ID`,
		"group:77":                "Group 77 has no instances",
		acctest.PadCode(1) + "," + acctest.PadCode(99): "does not list " + acctest.PadCode(99) + " for this access key",
	} {
		result := f.Run("import", "-no-color", "armcloud_fleet.shop", id)
		if result.Exit == 0 {
			t.Errorf("importing %q succeeded", id)
		}
		f.WantOutput(result, text)
	}
	if result := f.Run("import", "-no-color", "armcloud_fleet.shop", acctest.PadCode(1)+", "+acctest.PadCode(2)); result.Exit != 0 {
		t.Fatal(result.Output)
	}
	f.WantState("shop", acctest.Phones("", 1, 2))
	f.WantOutput(f.Apply(), `"AC32010000001" = "" -> "kiosk"`)
	f.WantSent(map[string]int{"setSpeed": 2, "updateTimeZone": 2})
	f.PlanEmpty()
	f.Destroy()
	f.WantSent(map[string]int{"setSpeed": 2})

	f.WriteResources(shop, "import {\n to = armcloud_fleet.shop\n id = \"group:1\"\n}\n")
	f.WantOutput(f.Apply(), "1 imported, 0 added, 1 changed")
	f.WantState("shop", acctest.Phones("kiosk", 1, 2))
	f.WantSent(map[string]int{"setSpeed": 2, "updateTimeZone": 2})
}

// A write-only password of a profile reaches the phones and nothing else, and
// a new one is sent without a version of the user's.
func TestAccFleetWriteOnlyPassword(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	log := filepath.Join(t.TempDir(), "trace.log")
	f.Setenv("TF_LOG", "TRACE")
	f.Setenv("TF_LOG_PATH", log)
	f.WriteResources("variable \"password\" {\n ephemeral = true\n}\n", acctest.FleetHCL("shop", acctest.Join(acctest.Phones("kiosk", 1, 2), acctest.Phones("plain", 3, 3)), `
    kiosk = { proxy = { ip = "192.0.2.1", port = 1080, username = "kiosk", password_wo = var.password } }
    plain = { proxy = { ip = "192.0.2.2", port = 1080 } }
`))
	for round, canary := range []string{"canary-first-59d1", "canary-second-77b2"} {
		f.Setenv("TF_VAR_password", canary)
		result := f.PlanChanges("-out=saved")
		f.WantOutput(result, "password_wo_version")
		f.WantNoOutput(result, canary)
		if result := f.Run("apply", "-no-color", "saved"); result.Exit != 0 || strings.Contains(result.Output, canary) {
			t.Fatalf("apply exited with %d:\n%s", result.Exit, result.Output)
		}
		f.WantSent([]map[string]int{{"set": 3}, {"set": 2}}[round])
		if version := f.FleetState("shop").Attributes.Profiles["kiosk"].Proxy.Version; version == nil || *version != round+1 {
			t.Errorf("the version is %v, expected %d", version, round+1)
		}
		if phone, _ := f.Instance(acctest.PadCode(2)); phone.Proxy.Password != canary {
			t.Errorf("the password of the phone is %q", phone.Proxy.Password)
		}
		f.PlanEmpty()
		wantSecretAbsent(f, canary, log)
	}
}

// wantSecretAbsent expects a text in no file of the workspace, unpacked where it is a
// saved plan, and not in the log.
func wantSecretAbsent(f *acctest.FleetCase, canary, log string) {
	f.T.Helper()
	files := map[string][]byte{}
	for _, name := range []string{log, filepath.Join(f.Dir, "terraform.tfstate")} {
		text, err := os.ReadFile(name)
		f.Must(err)
		files[name] = text
	}
	plan, err := zip.OpenReader(filepath.Join(f.Dir, "saved"))
	f.Must(err)
	defer func() { f.Must(plan.Close()) }()
	for _, packed := range plan.File {
		in, err := packed.Open()
		f.Must(err)
		files[packed.Name], err = io.ReadAll(in)
		f.Must(err)
		f.Must(in.Close())
	}
	for name, text := range files {
		if strings.Contains(string(text), canary) {
			f.T.Errorf("%s holds the password", name)
		}
	}
	if !strings.Contains(string(files[log]), "proxy/set") {
		f.T.Error("the log does not tell of the request with the password: what it lacks proves nothing")
	}
}
