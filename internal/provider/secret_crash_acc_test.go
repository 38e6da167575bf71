//go:build unix

package provider_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Passwords of any form are in no log, error, saved plan, plan in JSON or state, and not
// in the crash output of a provider, although the service quotes them in its refusals.
// The control is a provider that leaks them.
func TestAccCrashAndRefusalsShowNoSecrets(t *testing.T) {
	t.Parallel()
	for _, leaks := range []bool{false, true} {
		t.Run(map[bool]string{false: "real provider", true: "leaking provider"}[leaks], func(t *testing.T) {
			t.Parallel()
			account := acctest.Start(t, simulator.Options{Instances: len(acctest.OddSecrets)})
			w, found := oddSecrets(t, account)
			if leaks {
				lines := map[string]string{}
				for n, secret := range acctest.OddSecrets {
					lines[fmt.Sprintf("secret %d", n)] = secret
				}
				w.UseProvider(leakingProvider(t, lines))
			}
			w.PlanChanges("-out=saved")
			if shown := w.Run("show", "-json", "saved"); shown.Exit != 0 || !strings.Contains(shown.Output, "planned_values") {
				t.Errorf("got no plan in JSON: %s", shown.Output)
			}
			refused := w.Run("apply", "-no-color", "saved")
			if refused.Exit != 1 || !strings.Contains(refused.Output, "refused the password") {
				t.Errorf("got exit code %d, want the refusal:\n%s", refused.Exit, refused.Output)
			}
			account.ClearFaults()
			if err := account.AddFault(simulator.Fault{Path: "proxy/set", Kind: simulator.FaultTaskStatus, Status: 2}); err != nil {
				t.Fatal(err)
			}
			log := filepath.Join(t.TempDir(), "crash.log")
			w.Setenv("TF_LOG", "TRACE")
			w.Setenv("TF_LOG_PATH", log)
			apply := w.Start("apply", "-auto-approve", "-no-color")
			account.AwaitPolls(t)
			apply.DumpProviders()
			crashed := apply.Wait()
			text, err := os.ReadFile(log)
			if err != nil {
				t.Fatal(err)
			}
			if crashed.Exit != 1 || !strings.Contains(string(text), "SIGQUIT: quit") {
				t.Errorf("got exit code %d, want the crash output of the provider in the log", crashed.Exit)
			}
			want := 0
			if leaks {
				want = len(acctest.OddSecrets)
			}
			if got := found(); len(got) != want {
				t.Errorf("got leaks of %d secrets, want %d:\n%s", len(got), want, strings.Join(slices.Sorted(maps.Keys(got)), "\n"))
			}
		})
	}
}

// oddSecrets returns a workspace whose instances have a write-only password each. The
// service refuses the passwords and quotes them, also as JSON and as parts of a URL. found returns the names of the secrets
// that leaked.
func oddSecrets(t *testing.T, account *acctest.Account) (w *acctest.Workspace, found func() map[string]bool) {
	t.Helper()
	config := account.Provider("") + "variable \"passwords\" {\n  type      = list(string)\n  ephemeral = true\n}\n"
	quoted := make([]string, len(acctest.OddSecrets))
	for n, secret := range acctest.OddSecrets {
		code := acctest.PadCode(n + 1)
		config += acctest.SettingHCL("proxy", fmt.Sprintf("p%d", n), code, fmt.Sprintf("ip = \"192.0.2.1\"\n port = 1080\n password_wo = var.passwords[%d]", n))
		quoted[n] = acctest.JSON(secret)
		message := "refused the password " + secret
		for name, form := range acctest.Spellings(secret) {
			if strings.Contains(name, "JSON") || strings.Contains(name, "URL") && !strings.Contains(name, "base64") {
				message += ", " + form
			}
		}
		if err := account.AddFault(simulator.Fault{Path: "proxy/set", Kind: simulator.FaultTaskFail, PadCode: code, Message: message}); err != nil {
			t.Fatal(err)
		}
	}
	w = acctest.NewWorkspace(t, config)
	w.Setenv("TF_VAR_passwords", "["+strings.Join(quoted, ",")+"]")
	leaked := map[string]bool{}
	w.SearchSecrets(func(leak string) {
		name, _, _ := strings.Cut(leak, ", spelled as ")
		leaked[name] = true
	})
	return w, func() map[string]bool { return leaked }
}
