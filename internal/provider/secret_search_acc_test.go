package provider_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// leakingProvider returns the path of a provider that writes lines to standard error,
// from where the CLI copies them into its log, and otherwise behaves like the real one.
func leakingProvider(t *testing.T, lines map[string]string) string {
	t.Helper()
	var script strings.Builder
	script.WriteString("#!/bin/sh\ncat >&2 <<'END'\n")
	for name, line := range lines {
		fmt.Fprintf(&script, "the provider leaks as %s: %s\n", name, line)
	}
	fmt.Fprintf(&script, "END\nexec %q \"$@\"\n", acctest.Binary(t))
	path := filepath.Join(t.TempDir(), "terraform-provider-armcloud")
	if err := os.WriteFile(path, []byte(script.String()), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// The control of the search for secrets: it finds passwords that a provider writes into
// its log, in each spelling, and passwords in output, state and a saved plan. The real provider leaks none of them.
func TestAccSecretSearchFindsLeaks(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 1})
	secret := acctest.OddWriteOnly
	quoted, err := json.Marshal(secret)
	if err != nil {
		t.Fatal(err)
	}
	leaking := leakingProvider(t, map[string]string{
		"text": secret, "JSON": string(quoted), "query": url.QueryEscape(secret), "path": url.PathEscape(secret),
		"base64": base64.StdEncoding.EncodeToString([]byte("user:" + secret)), "hex": hex.EncodeToString([]byte(secret)),
	})
	config := account.Provider("") + acctest.SettingHCL("proxy", "a", acctest.InstanceA, "ip = \"192.0.2.1\"\n port = 1080\n password_wo = var.password") +
		"variable \"password\" {\n ephemeral = true\n}\n"
	exposed := config + "variable \"shown\" {\n type = string\n}\nresource \"terraform_data\" \"exposed\" {\n input = var.shown\n}\n"
	for _, c := range []struct {
		name, config, provider string
		want                   []string
	}{
		{"real provider", config, acctest.Binary(t), nil},
		{"leaking provider", config, leaking, []string{
			"as text", "as JSON", "as query", "as path", "as base64", "as hex",
		}},
		{"exposed by the configuration", exposed, acctest.Binary(t), []string{
			"in the output of plan", "in tfplan of plan saved", "in terraform.tfstate,",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := acctest.NewWorkspace(t, c.config)
			w.UseProvider(c.provider)
			found := map[string]bool{}
			w.SearchSecrets(func(leak string) { found[leak] = true })
			w.Setenv("TF_VAR_password", secret)
			w.Setenv("TF_VAR_shown", secret)
			w.PlanChanges("-out=saved")
			if r := w.Run("apply", "-no-color", "saved"); r.Exit != 0 {
				t.Fatalf("got exit code %d of apply, want 0:\n%s", r.Exit, r.Output)
			}
			all := strings.Join(slices.Sorted(maps.Keys(found)), "\n")
			if len(c.want) == 0 && all != "" {
				t.Errorf("got leaks, want none:\n%s", all)
			}
			for _, want := range c.want {
				if !strings.Contains(all, want) {
					t.Errorf("got no leak %q, want it:\n%s", want, all)
				}
			}
		})
	}
}
