package provider_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const examples = "../../examples"

// Each type of the provider and each function has the examples for its page, and there
// are no other examples.
func TestEveryTypeHasExamples(t *testing.T) {
	want := []string{"provider/provider.tf"}
	p := provider.New("test")()
	for _, newResource := range p.Resources(t.Context()) {
		r := newResource()
		var meta resource.MetadataResponse
		r.Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "armcloud"}, &meta)
		folder := "resources/" + meta.TypeName + "/"
		want = append(want, folder+"resource.tf")
		if _, ok := r.(resource.ResourceWithImportState); ok {
			want = append(want, folder+"import.sh", folder+"import-by-string-id.tf")
		}
		if _, ok := r.(resource.ResourceWithIdentity); ok {
			want = append(want, folder+"import-by-identity.tf")
		}
	}
	for _, newDataSource := range p.DataSources(t.Context()) {
		var meta datasource.MetadataResponse
		newDataSource().Metadata(t.Context(), datasource.MetadataRequest{ProviderTypeName: "armcloud"}, &meta)
		want = append(want, "data-sources/"+meta.TypeName+"/data-source.tf")
	}
	served := serve(t)
	for name := range served.EphemeralResourceSchemas {
		want = append(want, "ephemeral-resources/"+name+"/ephemeral-resource.tf")
	}
	for name := range served.Functions {
		want = append(want, "functions/"+name+"/function.tf")
	}
	for name := range served.ListResourceSchemas {
		want = append(want, "list-resources/"+name+"/list-resource.tfquery.hcl")
	}
	for name := range served.ActionSchemas {
		want = append(want, "actions/"+name+"/action.tf")
	}
	var got []string
	patterns := []string{
		"provider/*", "resources/*/*", "data-sources/*/*", "ephemeral-resources/*/*", "functions/*/*", "list-resources/*/*",
		"actions/*/*",
	}
	for _, pattern := range patterns {
		for _, path := range glob(t, pattern) {
			got = append(got, strings.TrimPrefix(filepath.ToSlash(path), examples+"/"))
		}
	}
	for _, path := range want {
		if !slices.Contains(got, path) {
			t.Errorf("examples/%s is missing", path)
		}
	}
	for _, path := range got {
		if !slices.Contains(want, path) {
			t.Errorf("examples/%s belongs to no type of the provider", path)
		}
	}
}

// onlyIn2024 are the folders of examples that need the 2024 API level.
var onlyIn2024 = []string{
	examples + "/resources/armcloud_public_ip_binding", examples + "/resources/armcloud_image", examples + "/data-sources/armcloud_public_ip",
	examples + "/data-sources/armcloud_instance_preview", examples + "/data-sources/armcloud_tasks",
}

// importedFile is the id of the file that a new simulated account gets in its second
// task.
const importedFile = "c50a46116f6ef52cf78f744052715c10"

// exampleAccount returns a simulated account with everything that the examples import.
func exampleAccount(t *testing.T, options simulator.Options) *acctest.Account {
	t.Helper()
	account := acctest.Start(t, options)
	if err := account.SetCallback("http://127.0.0.1:9/armcloud"); err != nil {
		t.Fatal(err)
	}
	// The example of armcloud_task reads the first task of an account.
	client, err := armcloud.New(armcloud.Config{Endpoint: account.URL, AccessKey: simulator.DefaultAccessKey, SecretKey: simulator.DefaultSecretKey})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Submit(t.Context(), armcloud.RunCommand, account.PadCodes()[:1], json.RawMessage(`{"scriptContent":"echo"}`)); err != nil {
		t.Fatal(err)
	}
	file, err := client.UploadFile(t.Context(), armcloud.FileUpload{
		URL: "https://downloads.example.com/wallpaper.png", Name: "wallpaper.png", MD5: "32e1f345f209a7dc1cc704913ea436d3",
	})
	if err != nil || file.FileID != importedFile {
		t.Fatalf("got file id %q, want %s as in the examples: %v", file.FileID, importedFile, err)
	}
	app := armcloud.AppUpload{Parse: true, ID: 301, URL: "https://downloads.example.com/com.example.kiosk-3.0.apk"}
	if _, err := client.UploadApp(t.Context(), app); err != nil {
		t.Fatal(err)
	}
	// The examples import, start and stop this app.
	installed := simulator.DriftSet{Apps: map[string]int64{"com.example.kiosk": 1}}
	if err := account.Drift([]string{"AC32010000001", "AC32010000002"}, installed); err != nil {
		t.Fatal(err)
	}
	if options.Level == simulator.Level2024 {
		if err := account.BindPublicIP("203.0.113.1", "AC32010000001"); err != nil {
			t.Fatal(err)
		}
	}
	return account
}

// Each example can be planned on a simulated account without errors and warnings, and
// each import works: by command, by id and by identity.
func TestAccExamples(t *testing.T) {
	t.Parallel()
	account := exampleAccount(t, simulator.Options{Level: simulator.LevelCurrent})
	older := exampleAccount(t, simulator.Options{Level: simulator.Level2024})
	accountOf := func(folder string) *acctest.Account {
		if slices.Contains(onlyIn2024, folder) {
			return older
		}
		return account
	}
	run := func(name string, do func(t *testing.T)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			do(t)
		})
	}
	for _, folder := range glob(t, "resources/*") {
		example, account := filepath.Join(folder, "resource.tf"), accountOf(folder)
		run(filepath.Base(folder), func(t *testing.T) {
			wantPlan(t, plan(t, account, example), "to add, 0 to change, 0 to destroy")
		})
		for _, block := range glob(t, filepath.Join("resources", filepath.Base(folder), "import-by-*.tf")) {
			run(filepath.Base(folder)+"/"+filepath.Base(block), func(t *testing.T) {
				wantPlan(t, plan(t, account, example, block), "Plan: 1 to import, ")
			})
		}
		run(filepath.Base(folder)+"/import.sh", func(t *testing.T) {
			importCommand(t, account, example, filepath.Join(folder, "import.sh"))
		})
	}
	for _, folder := range glob(t, "data-sources/*") {
		run(filepath.Base(folder), func(t *testing.T) {
			wantPlan(t, plan(t, accountOf(folder), filepath.Join(folder, "data-source.tf")), "Changes to Outputs")
		})
	}
	for _, folder := range glob(t, "ephemeral-resources/*") {
		run(filepath.Base(folder), func(t *testing.T) {
			wantPlan(t, plan(t, account, filepath.Join(folder, "ephemeral-resource.tf")), "ephemeral."+filepath.Base(folder))
		})
	}
	for _, folder := range glob(t, "functions/*") {
		run(filepath.Base(folder), func(t *testing.T) {
			wantPlan(t, plan(t, account, filepath.Join(folder, "function.tf")), "Changes to Outputs")
		})
	}
	for _, folder := range glob(t, "list-resources/*") {
		run("query/"+filepath.Base(folder), func(t *testing.T) {
			acctest.TerraformOnly(t, "queries")
			queryExample(t, accountOf(folder), filepath.Join(folder, "list-resource.tfquery.hcl"))
		})
	}
	for _, folder := range glob(t, "actions/*") {
		run("action/"+filepath.Base(folder), func(t *testing.T) {
			acctest.TerraformOnly(t, "actions")
			w := exampleWorkspace(t, account, filepath.Join(folder, "action.tf"))
			name := filepath.Base(folder)
			for _, args := range [][]string{{}, {"-invoke=action." + name + ".example"}} {
				result := w.Run(append([]string{"plan", "-no-color"}, args...)...)
				if result.Exit != 0 || len(args) > 0 && !strings.Contains(result.Output, "action."+name+".example will be invoked") {
					t.Errorf("%s: got exit code %d, want a plan:\n%s", name, result.Exit, result.Output)
				}
			}
		})
	}
	run("provider", func(t *testing.T) {
		wantPlan(t, plan(t, account, filepath.Join(examples, "provider", "provider.tf")), "Plan: 1 to add")
	})
	run("quickstart", func(t *testing.T) {
		wantPlan(t, plan(t, account, glob(t, "quickstart/*.tf")...), "Plan: 2 to add")
	})
	run("sharded", func(t *testing.T) {
		w := exampleWorkspace(t, account, sharded(t)...)
		w.Setenv("TF_WORKSPACE", "shard-1")
		output := planned(t, w)
		wantPlan(t, output, "Plan: 1 to add")
		// Two of the account's five groups, of ten instances each.
		wantPlan(t, output, "+ phones = 20")
	})
	run("sharded/no_groups", func(t *testing.T) {
		w := exampleWorkspace(t, account, sharded(t)...)
		w.Setenv("TF_WORKSPACE", "elsewhere")
		result := w.Run("plan", "-no-color")
		if result.Exit == 0 {
			t.Errorf("got a plan for a workspace without groups, want an error:\n%s", result.Output)
		}
		wantPlan(t, result.Output, `no groups for the workspace "elsewhere"`)
	})
}

// sharded returns the files of examples/sharded without backend.tf, which needs an init
// and PostgreSQL. tools/test-sharded runs the example with that file.
func sharded(t *testing.T) []string {
	t.Helper()
	files := glob(t, "sharded/*.tf")
	kept := slices.DeleteFunc(slices.Clone(files), func(file string) bool { return filepath.Base(file) == "backend.tf" })
	if len(kept) != len(files)-1 {
		t.Fatal("got no backend.tf in examples/sharded")
	}
	return kept
}

// plan plans the files and returns the output.
func plan(t *testing.T, account *acctest.Account, files ...string) string {
	t.Helper()
	return planned(t, exampleWorkspace(t, account, files...))
}

// queryExample runs the query of an example and fails unless each list has results.
func queryExample(t *testing.T, account *acctest.Account, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	result := exampleWorkspace(t, account, file).Run("query", "-no-color")
	if result.Exit != 0 || strings.Contains(result.Output, "0 results") {
		t.Errorf("got exit code %d or a list without results:\n%s", result.Exit, result.Output)
	}
	if n := strings.Count("\n"+string(text), "\nlist "); n == 0 || strings.Count(result.Output, "list.") < n {
		t.Errorf("got fewer results than the %d lists of the example:\n%s", n, result.Output)
	}
}

// planned plans a workspace and returns the output.
func planned(t *testing.T, w *acctest.Workspace) string {
	t.Helper()
	result := w.Run("plan", "-no-color")
	if result.Exit != 0 {
		t.Fatalf("the plan failed:\n%s", result.Output)
	}
	// Only the warnings about development overrides and about an example that erases
	// data are expected.
	if strings.Count(result.Output, "Warning: ")-strings.Count(result.Output, "Warning: This plan erases") > 1 || !strings.Contains(result.Output, "development overrides") {
		t.Errorf("got other warnings than about development overrides:\n%s", result.Output)
	}
	return result.Output
}

// importCommand runs an example's import.sh and fails unless the resource is in the
// state afterwards.
func importCommand(t *testing.T, account *acctest.Account, example, script string) {
	t.Helper()
	text, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(acctest.CLI(t), filepath.Join(bin, "terraform")); err != nil {
		t.Fatal(err)
	}
	w := exampleWorkspace(t, account, example)
	cmd := exec.CommandContext(t.Context(), "sh", "-e", "-c", string(text))
	cmd.Dir = w.Dir
	cmd.Env = append(w.Command(t.Context()).Env, "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", script, err, out)
	}
	// The command is "terraform import ADDRESS ID".
	_, command, _ := strings.Cut("\n"+string(text), "\nterraform import ")
	address, _, found := strings.Cut(command, " ")
	if !found || w.State(address) == nil {
		t.Errorf("got no %q in the state after %s, want it", address, script)
	}
}

// exampleWorkspace copies files into a workspace that uses the account through
// environment variables. Configurations must require the provider themselves; queries
// stand beside one that does.
func exampleWorkspace(t *testing.T, account *acctest.Account, files ...string) *acctest.Workspace {
	t.Helper()
	w := acctest.NewWorkspace(t, "")
	w.Setenv("ARMCLOUD_ENDPOINT", account.URL)
	w.Setenv("ARMCLOUD_ACCESS_KEY", simulator.DefaultAccessKey)
	w.Setenv("ARMCLOUD_SECRET_KEY", simulator.DefaultSecretKey)
	w.Setenv("TF_VAR_proxy_password", "not-a-secret")
	if len(files) > 0 && filepath.Ext(files[0]) == ".tf" {
		if err := os.Remove(filepath.Join(w.Dir, "main.tf")); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(w.Dir, "example_"+filepath.Base(file)), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// wantPlan fails unless the output of a plan contains a text.
func wantPlan(t *testing.T, output, text string) {
	t.Helper()
	if !strings.Contains(output, text) {
		t.Errorf("got a plan without %q, want it:\n%s", text, output)
	}
}

// glob returns the paths below the examples that match a pattern. It fails if there
// are none.
func glob(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(examples, pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Fatalf("got no files at examples/%s", pattern)
	}
	return paths
}
