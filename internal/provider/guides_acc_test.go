package provider_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
)

const guides = "../../templates/guides"

// The steps of the guide work as written: its files, its commands, and the results
// that it promises in comments behind them. With a query on Terraform, and with
// for_each on both CLIs.
func TestAccGuideExistingAccount(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(guides, "existing-account.md"))
	if err != nil {
		t.Fatal(err)
	}
	steps := sections(string(text))
	for name, titles := range map[string][]string{
		"query":    {"Connect", "Find", "Generate", "Import"},
		"for_each": {"Connect", "With OpenTofu"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "query" {
				acctest.TerraformOnly(t, "queries")
			}
			g := newGuide(t)
			// The guide says so.
			g.Setenv("ARMCLOUD_READ_ONLY", "true")
			for _, title := range titles {
				if steps[title] == "" {
					t.Fatalf("got no section %q in the guide", title)
				}
				g.read(steps[title])
			}
			g.run()
			if g.promised < 3 {
				t.Errorf("got %d promises in comments, want at least 3", g.promised)
			}
		})
	}
}

// The first steps work as written for somebody who has only Terraform and the registry:
// the simulator starts from where init has put the provider.
func TestAccGuideGettingStarted(t *testing.T) {
	t.Parallel()
	runGuide(t, "getting-started.md", 4, "Try it on a simulated account")
}

// The rollout of the guide stops at a bad image and finishes with a good one, as written.
func TestAccGuideRollOutAnImage(t *testing.T) {
	t.Parallel()
	runGuide(t, "roll-out-an-image.md", 6, "Start a simulated account", "Plan the rollout", "Stop a bad image", "Roll out a good image")
}

// The steps of the other guides work as written.
func TestAccLongGuides(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for _, g := range []struct {
		name     string
		promises int
		titles   []string
	}{
		{"ship-an-app.md", 5, []string{"Start a simulated account", "Install the first version", "Try the next version", "Install it everywhere"}},
		{"move-to-a-fleet.md", 4, []string{"Start a simulated account", "Begin with single settings", "Move to a fleet"}},
		{"safeguards.md", 5, []string{"Start a simulated account", "Protect a fleet", "Refuse an empty group", "Rename a fleet"}},
		{"pipelines.md", 4, []string{"Start a simulated account", "Plan, then apply that plan", "Check for drift every night"}},
		{"secrets.md", 5, []string{"Start a simulated account", "Pass a password from the environment"}},
		{"test-without-an-account.md", 2, []string{"Start a simulated account", "Write a module", "Test it on the simulator", "Test it with a mocked provider", "Test failures"}},
	} {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			runGuide(t, g.name, g.promises, g.titles...)
		})
	}
}

// The tests of the module pass with the commands of its README.
func TestAccLongModuleFleet(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	g := newGuide(t)
	module := filepath.Join(examples, "modules", "fleet")
	if err := os.CopyFS(g.Dir, os.DirFS(module)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(module, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range fence.FindAllStringSubmatch(string(text), -1) {
		if block[2] == "shell" {
			g.command(block[3])
		}
	}
	g.run()
	if g.promised != 1 {
		t.Errorf("got %d promises in comments of the README, want 1", g.promised)
	}
}

// runGuide runs sections of a guide, which promise a number of results in comments.
func runGuide(t *testing.T, name string, promises int, titles ...string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(guides, name))
	if err != nil {
		t.Fatal(err)
	}
	steps := sections(string(text))
	g := newGuide(t)
	for _, title := range titles {
		if steps[title] == "" {
			t.Fatalf("got no section %q in %s", title, name)
		}
		g.read(steps[title])
	}
	g.run()
	if g.promised != promises {
		t.Errorf("got %d promises in comments of %s, want %d", g.promised, name, promises)
	}
}

// sections returns the sections of a guide by title.
func sections(text string) map[string]string {
	all := map[string]string{}
	for _, section := range strings.Split(text, "\n## ")[1:] {
		title, body, _ := strings.Cut(section, "\n")
		all[title] = body
	}
	return all
}

// guide is a workspace in which the commands of a guide run.
type guide struct {
	*acctest.Workspace
	t        *testing.T
	script   strings.Builder
	promised int
}

func newGuide(t *testing.T) *guide {
	g := &guide{t: t, Workspace: acctest.NewWorkspace(t, "")}
	if err := os.Remove(filepath.Join(g.Dir, "main.tf")); err != nil {
		t.Fatal(err)
	}
	g.Setenv("TF_CLI_CONFIG_FILE", mirror(t))
	g.Setenv("TF_CLI_ARGS", "-no-color")
	g.Setenv("TF_CLI_ARGS_apply", "-auto-approve -no-color")
	// The simulator is the only process in the background.
	g.script.WriteString("trap 'kill $!' EXIT\n")
	return g
}

// fence is a code block, with its language and the last file name before it.
var fence = regexp.MustCompile("(?ms)(?:`([a-z.]+\\.(?:tf|hcl))`[^`]*)?^```(shell|terraform)\n(.*?)^```$")

// read writes the files of a section, and adds its commands to the script.
func (g *guide) read(section string) {
	for _, block := range fence.FindAllStringSubmatch(section, -1) {
		file, language, body := block[1], block[2], block[3]
		if language == "shell" {
			g.command(body)
			continue
		}
		if file == "" {
			g.t.Fatalf("got no name of the file before:\n%s", body)
		}
		fmt.Fprintf(&g.script, "cat >%s <<'END_OF_FILE'\n%sEND_OF_FILE\n", file, body)
	}
}

// ofCLI matches a command of a CLI, also behind variables.
var ofCLI = regexp.MustCompile(`^([A-Z_]+=\S+ )*(terraform|tofu) `)

// command adds commands of a CLI and checks of what their comments promise. A command
// that promises an error must fail.
func (g *guide) command(body string) {
	for _, line := range strings.Split(strings.TrimSpace(body), "\n") {
		command, promise, _ := strings.Cut(line, " # ")
		if !ofCLI.MatchString(command) || promise == "" {
			g.script.WriteString(line + "\n")
			continue
		}
		g.promised++
		if strings.HasPrefix(promise, "Error: ") {
			command = "! " + command
		}
		// "…" stands for words in which the CLIs differ.
		if _, after, found := strings.Cut(promise, "… "); found {
			promise = after
		}
		fmt.Fprintf(&g.script, "%s >out.txt 2>&1 || { cat out.txt; exit 1; }\ngrep -F '%s' out.txt || { echo 'the output lacks: %s'; cat out.txt; exit 1; }\n", command, promise, promise)
	}
}

// run runs the script. Both CLIs are the one under test.
func (g *guide) run() {
	bin := g.t.TempDir()
	for name, path := range map[string]string{
		"terraform": acctest.CLI(g.t), "tofu": acctest.CLI(g.t), "terraform-provider-armcloud": acctest.Binary(g.t),
	} {
		if err := os.Symlink(path, filepath.Join(bin, name)); err != nil {
			g.t.Fatal(err)
		}
	}
	cmd := g.Command(g.t.Context())
	cmd.Path, cmd.Args = "/bin/sh", []string{"sh", "-e", "-c", g.script.String()}
	cmd.Env = append(cmd.Env, "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		g.t.Errorf("the guide failed: %v\n%s\n%s", err, g.script.String(), out.String())
	}
}

// mirror returns a CLI configuration that installs the provider, so that init works.
func mirror(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		version := filepath.Join(folder, host, "armcloud", "armcloud", "0.1.0", runtime.GOOS+"_"+runtime.GOARCH)
		if err := os.MkdirAll(version, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(acctest.Binary(t), filepath.Join(version, "terraform-provider-armcloud_v0.1.0")); err != nil {
			t.Fatal(err)
		}
	}
	config := filepath.Join(folder, "cli.rc")
	text := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", folder)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return config
}
