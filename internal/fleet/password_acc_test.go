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

// A write-only password of a profile is sent to the instances and is nowhere else. A
// new password is sent without a configured version.
func TestAccFleetWriteOnlyPassword(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	log := filepath.Join(t.TempDir(), "trace.log")
	f.Setenv("TF_LOG", "TRACE")
	f.Setenv("TF_LOG_PATH", log)
	f.Configure("variable \"password\" {\n ephemeral = true\n}\n", acctest.FleetHCL("shop", acctest.Join(acctest.Phones("kiosk", 1, 2), acctest.Phones("plain", 3, 3)), `
    kiosk = { proxy = { ip = "192.0.2.1", port = 1080, username = "kiosk", password_wo = var.password } }
    plain = { proxy = { ip = "192.0.2.2", port = 1080 } }
`))
	for round, canary := range []string{acctest.WriteOnly + "first", acctest.WriteOnly + "second"} {
		f.Setenv("TF_VAR_password", canary)
		result := f.PlanChanges("-out=saved")
		acctest.Contains(t, result.Output, "password_wo_version")
		acctest.NotContains(t, result.Output, canary)
		if result := f.Run("apply", "-no-color", "saved"); result.Exit != 0 || strings.Contains(result.Output, canary) {
			t.Fatalf("got exit code %d of apply, want 0 and no password in the output:\n%s", result.Exit, result.Output)
		}
		f.WantSent([]map[string]int{{"set": 3}, {"set": 2}}[round])
		if version := f.FleetState("shop").Attributes.Profiles["kiosk"].Proxy.Version; version == nil || *version != round+1 {
			t.Errorf("got version %v, want %d", version, round+1)
		}
		if on, _ := f.Account.Instance(acctest.PadCode(2)); on.Proxy.Password != canary {
			t.Errorf("got password %q of the instance, want %q", on.Proxy.Password, canary)
		}
		f.PlanEmpty()
		wantSecretAbsent(f, canary, log)
	}
}

// wantSecretAbsent fails if the secret is in the state, the saved plan or the log.
func wantSecretAbsent(f *acctest.Case, canary, log string) {
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
			f.T.Errorf("got the password in %s, want it absent", name)
		}
	}
	if !strings.Contains(string(files[log]), "proxy/set") {
		f.T.Error("got no request with the password in the log, want it: the search for the password proves nothing")
	}
}
