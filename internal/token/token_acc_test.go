package token_test

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/echoprovider"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// allEphemeral has one of each ephemeral resource.
const allEphemeral = `
ephemeral "armcloud_sts_token" "account" {}
ephemeral "armcloud_sts_token" "instance" {
  pad_code = "AC32010000001"
}
ephemeral "armcloud_rtc_tokens" "it" {
  user_id = "202"
  pads    = [{ pad_code = "AC32010000001", frame_rate = 30 }, { pad_code = "AC32010000002" }]
}
ephemeral "armcloud_rtc_room_token" "it" {
  user_id  = "202"
  terminal = "pc"
  pads     = [{ pad_code = "AC32010000001" }]
}
ephemeral "armcloud_adb_connection" "it" {
  pad_code = "AC32010000001"
  enable   = true
}
`

// usesOfAll uses all secrets of allEphemeral in a write-only attribute. The control is
// a value that is in plan and state.
const usesOfAll = `
resource "armcloud_instance_proxy" "it" {
  pad_code    = "AC32010000003"
  ip          = "192.0.2.1"
  port        = 1080
  username    = "u"
  password_wo = join(" ", [
    ephemeral.armcloud_sts_token.account.token, ephemeral.armcloud_sts_token.instance.token,
    ephemeral.armcloud_rtc_tokens.it.tokens["AC32010000001"].room_token, ephemeral.armcloud_rtc_tokens.it.tokens["AC32010000001"].turns,
    ephemeral.armcloud_rtc_room_token.it.room_token, ephemeral.armcloud_adb_connection.it.key,
  ])
}
resource "terraform_data" "control" {
  input = "canary-control"
}
`

// tokenPaths are the endpoints that issue tokens.
var tokenPaths = []string{
	"/openapi/open/token/stsToken", "/openapi/open/token/stsTokenByPadCode", "/rtc/open/room/batchApplyToken", "/rtc/open/room/share/applyToken",
}

// All secrets of ephemeral resources reach a write-only attribute, and are nowhere
// else: not in plan, state, output or log. The controls are a value in plan, state and
// output, and the room code in the log. Each plan and each apply sends one request for
// each of them and then revokes the SDK tokens. If that fails, the run does not.
func TestAccTokensStaySecret(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	log := filepath.Join(p.Dir, "trace.log")
	p.Setenv("TF_LOG", "TRACE")
	p.Setenv("TF_LOG_PATH", log)
	on := true
	p.Must(p.Drift([]string{acctest.InstanceA}, simulator.DriftSet{ADB: &on}))
	p.Configure(allEphemeral, usesOfAll)
	var output strings.Builder
	run := func(args ...string) {
		t.Helper()
		p.ResetCounters()
		r := p.Run(args...)
		if r.Exit != 0 {
			t.Fatalf("%v: got exit code %d, want 0:\n%s", args, r.Exit, r.Output)
		}
		output.WriteString(r.Output)
		requests := p.Counters().Requests
		for _, path := range append(tokenPaths, "/openapi/open/pad/adb") {
			acctest.Equal(t, args[0]+": requests of "+path, requests[path], 1)
		}
		acctest.Equal(t, args[0]+": revocations", requests["/openapi/open/token/clearStsToken"], 2)
	}
	run("plan", "-no-color", "-out=first.plan")
	run("apply", "-no-color", "first.plan")

	secrets := []string{"simulated-key-1"}
	password := p.Instance(acctest.InstanceC).Proxy.Password
	for i, token := range p.Tokens() {
		acctest.Equal(t, "revoked "+token.Kind, token.Revoked, token.Kind == simulator.TokenSDK)
		secrets = append(secrets, token.Token)
		if token.TURNPassword != "" {
			secrets = append(secrets, token.TURNPassword)
		}
		// The tokens of the apply; only those of the first instance are used.
		if i >= len(p.Tokens())/2 && (len(token.PadCodes) == 0 || token.PadCodes[0] == acctest.InstanceA) {
			acctest.Contains(t, password, token.Token, token.TURNPassword, "simulated-key-1")
		}
	}
	acctest.Equal(t, "issued tokens", len(p.Tokens()), 10)
	shown := p.Run("show", "-json", "-no-color", "first.plan").Output
	for where, text := range map[string]string{
		"plan": shown, "plan file": unzipped(t, filepath.Join(p.Dir, "first.plan")), "state": read(t, filepath.Join(p.Dir, "terraform.tfstate")),
		"output": output.String(), "log": read(t, log),
	} {
		control := "canary-control"
		if where == "log" {
			control = "AC32010000001202"
		}
		if !strings.Contains(text, control) {
			t.Errorf("%s: got no %s, want it: the search for secrets proves nothing", where, control)
		}
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				t.Errorf("%s: got the secret %s, want it left out", where, secret)
			}
		}
	}

	p.Fault(simulator.Fault{Path: "clearStsToken", Kind: simulator.FaultError})
	p.Apply()
	acctest.Contains(t, read(t, log), "Unable to revoke the SDK token")
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// unzipped returns all files of an archive.
func unzipped(t *testing.T, name string) string {
	t.Helper()
	archive, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }() // the file was only read
	var all strings.Builder
	for _, file := range archive.File {
		content, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(content)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

// The block of another provider can use the tokens. The echo provider stores what its
// block contains.
func TestAccTokensInProviderBlock(t *testing.T) {
	t.Parallel()
	acctest.CLI(t)
	account := acctest.Start(t, simulator.Options{Instances: 3, Level: simulator.Level2024})
	if err := account.SetOnline([]string{acctest.InstanceB}, false); err != nil {
		t.Fatal(err)
	}
	matches := func(pattern string) knownvalue.Check { return knownvalue.StringRegexp(regexp.MustCompile(pattern)) }
	at := func(names ...string) tfjsonpath.Path {
		path := tfjsonpath.New("data")
		for _, name := range names {
			path = path.AtMapKey(name)
		}
		return path
	}
	checks := []statecheck.StateCheck{}
	for _, c := range []struct {
		path tfjsonpath.Path
		want knownvalue.Check
	}{
		{at("account"), matches(`^[0-9a-f-]{36}$`)},
		{at("instance"), matches(`,Simulator$`)},
		{at("rtc", acctest.InstanceA, "room_token"), matches(`^001simulated`)},
		{at("rtc", acctest.InstanceA, "turns"), matches(`"pwd":"turn-[0-9a-f]{32}"`)},
		{at("rtc", acctest.InstanceB, "room_token"), knownvalue.Null()},
		{at("rtc", acctest.InstanceB, "message"), knownvalue.StringExact("connect pad fail")},
		{at("room", "room_code"), knownvalue.StringExact("pc202simulator")},
		{at("adb", "command"), matches(`^adb connect `)},
		{at("adb", "key"), knownvalue.Null()},
	} {
		checks = append(checks, statecheck.ExpectKnownValue("echo.it", c.path, c.want))
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"armcloud": acctest.Factories["armcloud"], "echo": echoprovider.NewProviderServer(),
		},
		Steps: []resource.TestStep{{
			Config: account.Provider("") + allEphemeral + `
provider "echo" {
  data = {
    account  = ephemeral.armcloud_sts_token.account.token
    instance = ephemeral.armcloud_sts_token.instance.token
    rtc      = ephemeral.armcloud_rtc_tokens.it.tokens
    room     = ephemeral.armcloud_rtc_room_token.it
    adb      = ephemeral.armcloud_adb_connection.it
  }
}
resource "echo" "it" {}
`,
			ConfigStateChecks: checks,
		}},
	})
}

// Mistakes are found when the configuration is validated. Arguments that are known
// only after apply defer the request until then.
func TestAccTokenValidation(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	block := func(kind, name, body string) string {
		return fmt.Sprintf("ephemeral %q %q {\n%s\n}\n", kind, name, body)
	}
	const user, pads = "  user_id = \"1\"\n", "  pads = [{ pad_code = \"AC1\" }]\n"
	p.Validates(map[string]acctest.Verdict{
		"correct":       {Resource: block(rtcTokens, "correct", user+pads)},
		"code":          {Resource: block(stsToken, "code", `pad_code = "AC 1"`), Text: "must be a pad code"},
		"no_user":       {Resource: block(rtcTokens, "no_user", "user_id = \"\"\n"+pads), Text: "at least 1"},
		"no_validity":   {Resource: block(rtcTokens, "no_validity", user+pads+"expire_seconds = 0"), Text: "between 1 and 2147483647"},
		"no_instances":  {Resource: block(rtcTokens, "no_instances", user+"pads = []"), Text: "at least 1"},
		"null_instance": {Resource: block(rtcRoomToken, "null_instance", user+"terminal = \"pc\"\npads = [null]"), Text: "null"},
		"twice":         {Resource: block(rtcTokens, "twice", user+`pads = [{ pad_code = "AC1" }, { pad_code = "AC2" }, { pad_code = "AC1" }]`), Text: "contains AC1 twice, at positions 1 and 3"},
		"nested_code":   {Resource: block(rtcTokens, "nested_code", user+`pads = [{ pad_code = "" }]`), Text: "must be a pad code"},
		"no_terminal":   {Resource: block(rtcRoomToken, "no_terminal", user+"terminal = \"\"\n"+pads), Text: "at least 1"},
		"adb":           {Resource: block(adbConnection, "adb", `pad_code = "a/b"`), Text: "must be a pad code"},
	})

	p.Configure(`
resource "terraform_data" "code" {
  input = "AC32010000001"
}
`, block(stsToken, "later", "pad_code = terraform_data.code.output"), acctest.SettingHCL("proxy", "it", acctest.InstanceC, `
  ip          = "192.0.2.1"
  port        = 1080
  username    = "u"
  password_wo = ephemeral.armcloud_sts_token.later.token`))
	p.PlanChanges()
	acctest.Equal(t, "tokens issued by the plan", len(p.Tokens()), 0)
	p.Apply()
	acctest.Equal(t, "tokens issued by the apply", len(p.Tokens()), 1)
	acctest.Equal(t, "password", p.Instance(acctest.InstanceC).Proxy.Password, p.Tokens()[0].Token)
}

// Errors of the function name its parameter. Unknown arguments are known after apply,
// and an ephemeral argument makes the result ephemeral.
func TestAccRTCDecryptInConfiguration(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	call := func(ciphertext, padCode string) string {
		return fmt.Sprintf("provider::armcloud::rtc_decrypt(%s, %s)", ciphertext, padCode)
	}
	good := fmt.Sprintf("%q", stun)
	p.Configure(`
resource "terraform_data" "code" {
  input = "AC22030010181"
}
output "known" {
  value = ` + call(good, `"AC22030010181"`) + `
}
output "later" {
  value = ` + call(good, "terraform_data.code.output") + `
}
`)
	acctest.Contains(t, p.PlanChanges().Output, "later = (known after apply)")
	acctest.Contains(t, p.Apply().Output, `later = "[{\"uri\":\"stun:42.192.40.58:3478\"}]"`, `known = "[{\"uri\":\"stun:42.192.40.58:3478\"}]"`)
	for words, expression := range map[string]string{
		`Invalid value for "pad_code" parameter: The address cannot be decrypted with this pad code`: call(good, `"AC1"`),
		`Invalid value for "ciphertext" parameter: The address cannot be decrypted: it has no colon`: call(`"abc"`, `"AC1"`),
		`Invalid value for "ciphertext" parameter: argument must not be null`:                        call("null", `"AC1"`),
	} {
		p.Configure("output \"it\" {\n  value = " + expression + "\n}\n")
		acctest.Contains(t, p.Run("plan", "-no-color").Output, words)
	}
}
