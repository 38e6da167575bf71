package instance_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Invalid values are errors of validate, before any request. They point to the
// attribute and help. Each case is one resource; a valid one is the control.
func TestAccInstanceValidation(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		resource string
		// line is the attribute that the error points to, words are in the error.
		line, words string
	}{
		"fine":             {acctest.SettingHCL("proxy", "fine", acctest.InstanceA, "ip = \"192.0.2.7\"\nport = 65535"), "", ""},
		"zone":             {acctest.SettingHCL("time_zone", "zone", acctest.InstanceA, "time_zone = \"Europe/Atlantis\""), "time_zone", "IANA"},
		"zone_offset":      {acctest.InstanceHCL("zone_offset", acctest.InstanceA, "time_zone = \"UTC+2\""), "time_zone", "offsets"},
		"zone_empty":       {acctest.SettingHCL("time_zone", "zone_empty", acctest.InstanceA, "time_zone = \"\""), "time_zone", "IANA"},
		"zone_local":       {acctest.SettingHCL("time_zone", "zone_local", acctest.InstanceA, "time_zone = \"Local\""), "time_zone", "IANA"},
		"speed_two":        {acctest.SettingHCL("bandwidth", "speed_two", acctest.InstanceA, "upload_mbps = -2\ndownload_mbps = 1"), "upload_mbps", "-2"},
		"speed_half":       {acctest.InstanceHCL("speed_half", acctest.InstanceA, "bandwidth = {\nupload_mbps = 1\ndownload_mbps = -0.5\n}"), "download_mbps", "-0.5"},
		"speed_missing":    {acctest.InstanceHCL("speed_missing", acctest.InstanceA, "bandwidth = { upload_mbps = 1 }"), "bandwidth", "download_mbps"},
		"port_zero":        {acctest.SettingHCL("proxy", "port_zero", acctest.InstanceA, "ip = \"192.0.2.7\"\nport = 0"), "port", "65535"},
		"port_high":        {acctest.InstanceHCL("port_high", acctest.InstanceA, "proxy = {\nip = \"192.0.2.7\"\nport = 65536\n}"), "port", "65535"},
		"two_passwords":    {acctest.SettingHCL("proxy", "two_passwords", acctest.InstanceA, "ip = \"192.0.2.7\"\nport = 1\npassword = \"a\"\npassword_wo = \"b\""), "password", "password_wo"},
		"version_alone":    {acctest.SettingHCL("proxy", "version_alone", acctest.InstanceA, "ip = \"192.0.2.7\"\nport = 1\npassword_wo_version = 2"), "", ""},
		"no_ip":            {acctest.SettingHCL("proxy", "no_ip", acctest.InstanceA, "port = 1"), "", "ip"},
		"no_port":          {acctest.InstanceHCL("no_port", acctest.InstanceA, "proxy = { ip = \"192.0.2.7\" }"), "proxy", "port"},
		"ip_empty":         {acctest.SettingHCL("proxy", "ip_empty", acctest.InstanceA, "ip = \"\"\nport = 1"), "ip", "host name"},
		"mode":             {acctest.SettingHCL("proxy", "mode", acctest.InstanceA, "ip = \"192.0.2.7\"\nport = 1\nmode = \"tunnel\""), "mode", "vpn"},
		"protocol":         {acctest.SettingHCL("proxy", "protocol", acctest.InstanceA, "ip = \"192.0.2.7\"\nport = 1\nprotocol = \"http\""), "protocol", "http-relay"},
		"username_empty":   {acctest.SettingHCL("proxy", "username_empty", acctest.InstanceA, "ip = \"192.0.2.7\"\nport = 1\nusername = \"\""), "username", "at least 1"},
		"password_empty":   {acctest.SettingHCL("proxy", "password_empty", acctest.InstanceA, "ip = \"192.0.2.7\"\nport = 1\npassword_wo = \"\""), "password_wo", "at least 1"},
		"code":             {acctest.InstanceHCL("code", "AC 1", ""), "pad_code", "AC32010000001"},
		"code_empty":       {acctest.SettingHCL("bandwidth", "code_empty", "", "upload_mbps = 1\ndownload_mbps = 1"), "pad_code", "AC32010000001"},
		"offline":          {acctest.InstanceHCL("offline", acctest.InstanceA, "offline = \"wait\""), "offline", "skip"},
		"release":          {acctest.InstanceHCL("release", acctest.InstanceA, "on_release = \"\""), "on_release", "undo"},
		"release_single":   {acctest.SettingHCL("proxy", "release_single", acctest.InstanceA, "enabled = false\non_release = \"reset\""), "on_release", "keep"},
		"ip_blank":         {acctest.InstanceHCL("ip_blank", acctest.InstanceA, "proxy = {\nip = \" \"\nport = 1\n}"), "ip", "host name"},
		"ip_port":          {acctest.SettingHCL("proxy", "ip_port", acctest.InstanceA, "ip = \"192.0.2.10:80\"\nport = 1"), "ip", "without a scheme and a port"},
		"ip_url":           {acctest.FleetOfOneHCL("ip_url", acctest.InstanceA, "proxy = {\nip = \"http://192.0.2.10\"\nport = 1\n}"), "", "without a scheme and a port"},
		"ip_six":           {acctest.InstanceHCL("ip_six", acctest.InstanceA, "proxy = {\nip = \"2001:db8::1\"\nport = 1\n}"), "", ""},
		"ip_name":          {acctest.FleetOfOneHCL("ip_name", acctest.InstanceA, "proxy = {\nip = \"proxy.example.com\"\nport = 1\n}"), "", ""},
		"proxy_off":        {acctest.SettingHCL("proxy", "proxy_off", acctest.InstanceA, "enabled = false"), "", ""},
		"zone_link":        {acctest.InstanceHCL("zone_link", acctest.InstanceA, "time_zone = \"Asia/Calcutta\""), "", ""},
		"zone_etc":         {acctest.SettingHCL("time_zone", "zone_etc", acctest.InstanceA, "time_zone = \"Etc/GMT+8\""), "", ""},
		"zone_localtime":   {acctest.InstanceHCL("zone_localtime", acctest.InstanceA, "time_zone = \"localtime\""), "time_zone", "IANA"},
		"zone_posixrules":  {acctest.SettingHCL("time_zone", "zone_posixrules", acctest.InstanceA, "time_zone = \"posixrules\""), "time_zone", "IANA"},
		"zone_posix":       {acctest.FleetOfOneHCL("zone_posix", acctest.InstanceA, "time_zone = \"posix/Europe/Berlin\""), "", "IANA"},
		"zone_right":       {acctest.InstanceHCL("zone_right", acctest.InstanceA, "time_zone = \"right/Europe/Berlin\""), "time_zone", "IANA"},
		"sim_empty":        {acctest.InstanceHCL("sim_empty", acctest.InstanceA, "sim = {}"), "sim", "sim needs at least one of these attributes: imei, imeisv, meid,"},
		"sim_nothing":      {acctest.SettingHCL("sim", "sim_nothing", acctest.InstanceA, ""), "", "This resource needs at least one of these attributes: imei, imeisv, meid,"},
		"sim_profile":      {acctest.FleetOfOneHCL("sim_profile", acctest.InstanceA, "sim = {}"), "", "profiles[\"only\"].sim needs at least one of these attributes: imei, imeisv,"},
		"timeouts_zero":    {acctest.InstanceHCL("timeouts_zero", acctest.InstanceA, "timeouts = {\ncreate = \"0s\"\n}"), "create", "not a duration above zero"},
		"timeouts_minus":   {acctest.SettingHCL("adb", "timeouts_minus", acctest.InstanceA, "enabled = true\ntimeouts = {\ndelete = \"-1m\"\n}"), "delete", "not a duration above zero"},
		"timeouts_fleet":   {acctest.FleetHCL("timeouts_fleet", nil, "", "timeouts = {\nread = \"0m\"\n}"), "read", "not a duration above zero"},
		"timeouts_short":   {acctest.InstanceHCL("timeouts_short", acctest.InstanceA, "timeouts = {\nupdate = \"1ms\"\n}"), "", ""},
		"timeouts_no_unit": {acctest.InstanceHCL("timeouts_no_unit", acctest.InstanceA, "timeouts = {\ncreate = \"5\"\n}"), "create", "unit"},
	}
	p := acctest.NewCase(t, simulator.Options{}, "")
	var body strings.Builder
	for _, c := range cases {
		body.WriteString(c.resource)
	}
	p.Configure(body.String())
	r := p.Sends("", func() acctest.Result { return p.Run("validate", "-json") })
	acctest.Equal(t, "requests", p.Account.Counters().Total(), 0)
	var report struct {
		Diagnostics []struct {
			Summary, Detail string
			Snippet         struct{ Context, Code string }
		}
	}
	if err := r.ReadJSON(&report); err != nil {
		t.Fatalf("%v\n%s", err, r.Output)
	}
	found := map[string]int{}
	for _, d := range report.Diagnostics {
		if strings.Contains(d.Summary, "development overrides") {
			continue
		}
		parts := strings.Split(d.Snippet.Context, `"`)
		if len(parts) < 4 {
			t.Errorf("got an error without a resource: %+v", d)
			continue
		}
		name := parts[3]
		found[name]++
		c := cases[name]
		attribute, _, _ := strings.Cut(strings.TrimSpace(d.Snippet.Code), " ")
		// For an attribute inside an object, OpenTofu points to the resource.
		nested := strings.HasPrefix(d.Snippet.Code, "resource ") && strings.Contains(c.resource, "= {") && acctest.OpenTofu()
		if c.line != "" && attribute != c.line && !nested {
			t.Errorf("%s: got an error that points to %q, want %s", name, d.Snippet.Code, c.line)
		}
		if !strings.Contains(d.Summary+" "+d.Detail, c.words) {
			t.Errorf("%s: got error %s: %s, want %q in it", name, d.Summary, d.Detail, c.words)
		}
		t.Logf("%s\n%s\n%s\n%s", name, d.Snippet.Code, d.Summary, d.Detail)
	}
	for name, c := range cases {
		want := 1
		if c.words == "" {
			want = 0
		}
		if found[name] != want {
			t.Errorf("%s: got %d errors, want %d", name, found[name], want)
		}
	}
}

// An enabled proxy without an address is an error of the plan, also if the
// configuration was generated from an import. Control: with an address.
func TestAccInstanceProxyWithoutAddress(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	for _, resource := range []string{acctest.SettingHCL("proxy", "a", acctest.InstanceA, ""), acctest.InstanceHCL("a", acctest.InstanceA, "proxy = {}")} {
		p.Configure(resource)
		r := p.Sends("", func() acctest.Result { return p.Run("plan", "-no-color") })
		acctest.Equal(t, "exit code", r.Exit, 1)
		acctest.Contains(t, r.Output, "Missing proxy ip", "Missing proxy port")
	}
	imported := "import {\n  to = armcloud_instance_proxy.a\n  id = \"" + acctest.InstanceA + "\"\n}\n"
	p.Configure(imported)
	r := p.Run("plan", "-no-color", "-generate-config-out=generated.tf")
	acctest.Equal(t, "exit code", r.Exit, 1)
	acctest.Contains(t, r.Output, "Missing proxy ip")
	p.Must(os.Remove(filepath.Join(p.Dir, "generated.tf")))
	p.Configure(imported + acctest.SettingHCL("proxy", "a", acctest.InstanceA, "ip = \"192.0.2.7\"\nport = 1080"))
	p.Applies("proxy 1")
	p.PlanEmpty()
}

// Every attribute can be unknown in the plan, and so can whole objects.
func TestAccInstanceUnknownValues(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	later := func(value string) string { return fmt.Sprintf("terraform_data.later[%q].output", value) }
	number := func(value string) string { return "tonumber(" + later(value) + ")" }
	p.Configure(`
resource "terraform_data" "later" {
  for_each = toset(["` + acctest.InstanceA + `", "` + acctest.InstanceB + `", "` + acctest.InstanceC + `", "Europe/Berlin", "7", "192.0.2.7", "socks5", "vpn", "true", "keep"])
  input    = each.key
}
resource "terraform_data" "object" {
  input = { upload_mbps = 3, download_mbps = 4 }
}
resource "armcloud_instance" "parts" {
  pad_code  = ` + later(acctest.InstanceA) + `
  time_zone = ` + later("Europe/Berlin") + `
  bandwidth = { upload_mbps = ` + number("7") + `, download_mbps = 1 }
  proxy = {
    enabled  = tobool(` + later("true") + `)
    ip       = ` + later("192.0.2.7") + `
    port     = ` + number("7") + `
    mode     = ` + later("vpn") + `
    protocol = ` + later("socks5") + `
    username = ` + later("7") + `
    password = ` + later("7") + `
  }
  on_release = ` + later("keep") + `
  triggers   = { run = ` + later("7") + ` }
}
resource "armcloud_instance" "whole" {
  pad_code  = "` + acctest.InstanceB + `"
  time_zone = ` + later("keep") + ` == "keep" ? null : "Asia/Tokyo"
  bandwidth = terraform_data.object.output
  proxy     = ` + later("keep") + ` == "keep" ? { ip = "192.0.2.8", port = 1, password_wo = "x" } : null
}
resource "armcloud_instance_proxy" "single" {
  pad_code    = "` + acctest.InstanceC + `"
  ip          = ` + later("192.0.2.7") + `
  port        = ` + number("7") + `
  password_wo = ` + later("7") + `
  password_wo_version = ` + number("7") + `
}
`)
	acctest.Contains(t, p.PlanChanges().Output, "Plan: 14 to add")
	p.Applies("time_zone 1, bandwidth 2, proxy 3")
	acctest.Equal(t, "proxy", p.Instance(acctest.InstanceA).Proxy, simulator.Proxy{Enabled: true, IP: "192.0.2.7", Port: 7, Mode: "vpn", Protocol: "socks5", Username: "7", Password: "7"})
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceB).Bandwidth, simulator.Bandwidth{UploadMbps: 3, DownloadMbps: 4})
	acctest.Equal(t, "password", p.Instance(acctest.InstanceB).Proxy.Password, "x")
	acctest.Equal(t, "password", p.Instance(acctest.InstanceC).Proxy.Password, "7")
	p.PlanEmpty()
}
