package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// proxied are an instance, a fleet and a single-setting resource that set the
// proxy of one instance each; without it, the last one is left out. limits are
// their timeouts.
func proxied(proxy bool, limits string) string {
	settings, own := acctest.Slow, ""
	if proxy {
		settings += acctest.Socks
		own = acctest.SettingHCL("proxy", "c", acctest.InstanceC, "ip = \"192.0.2.7\"\n port = 1080\n"+limits)
	}
	return acctest.InstanceHCL("a", acctest.InstanceA, settings+limits) +
		acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop"}, "shop = {"+settings+"}", limits) + own
}

// wantProxies fails unless the proxies of the three instances are as they should
// be.
func wantProxies(p *acctest.Case, enabled bool) {
	p.T.Helper()
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
		acctest.Equal(p.T, "proxy of "+code, p.Instance(code).Proxy.Enabled, enabled)
	}
}

// An undo whose end was not seen counts as not done: the next plan is not empty,
// with the old configuration and with the new one. Control: an undo whose end was
// seen, after which the plan of the new configuration is empty.
func TestAccUndoNotSeenToEnd(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	testUndoNotSeenToEnd(t, map[string]unseenUndo{
		"update out of time":                    {},
		"update interrupted, back":              {interrupt: true, back: true},
		"destroy out of time, back":             {destroy: true, back: true},
		"destroy interrupted, destroyed at end": {interrupt: true, destroy: true},
	})
	t.Run("control", func(t *testing.T) {
		t.Parallel()
		p := acctest.NewCase(t, simulator.Options{}, "")
		p.Configure(proxied(true, ""))
		p.Apply()
		p.Configure(proxied(false, ""))
		p.Applies("proxy 3")
		p.PlanEmpty()
		p.Configure(proxied(true, ""))
		p.Applies("proxy 3")
		wantProxies(p, true)
	})
}

func TestAccLongUndoNotSeenToEnd(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	testUndoNotSeenToEnd(t, map[string]unseenUndo{
		"update out of time, back":  {back: true},
		"update interrupted":        {interrupt: true},
		"destroy out of time":       {destroy: true},
		"destroy interrupted, back": {interrupt: true, destroy: true, back: true},
	})
}

// unseenUndo is an undo by an update or a destroy that is interrupted or runs out of
// time. Then the configuration goes back to the old value, or not.
type unseenUndo struct{ interrupt, destroy, back bool }

func testUndoNotSeenToEnd(t *testing.T, cases map[string]unseenUndo) {
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			limits := "timeouts = { update = \"3s\", delete = \"3s\" }"
			if c.interrupt {
				limits = ""
			}
			command := "apply"
			if c.destroy {
				command = "destroy"
			}
			p.Configure(proxied(true, limits))
			p.Applies("bandwidth 2, proxy 3")
			p.Hang("proxy/set")
			if !c.destroy {
				p.Configure(proxied(false, limits))
			}
			p.Account.ResetCounters()
			if c.interrupt {
				p.Interrupted(func() bool { return p.Submitted("proxy/set") == 3 }, command)
			} else {
				r := p.Run(command, "-auto-approve", "-no-color")
				acctest.Equal(t, "exit code", r.Exit, 1)
				acctest.Contains(t, r.Output, "task may still be running")
			}
			acctest.Equal(t, "undos sent", p.Submitted("proxy/set"), 3)
			p.Account.ClearFaults()
			p.Idle(acctest.InstanceA, acctest.InstanceB, acctest.InstanceC)
			wantProxies(p, false)
			acctest.Equal(t, "unfinished", p.State("armcloud_instance.a")["unfinished"], any("proxy"))

			switch {
			case c.back:
				p.Configure(proxied(true, limits))
				p.PlanChanges()
				r := p.Apply()
				acctest.Contains(t, r.Output, "3 changed")
				wantProxies(p, true)
				p.PlanEmpty()
			case c.destroy:
				r := p.Run("destroy", "-auto-approve", "-no-color")
				acctest.Equal(t, "exit code", r.Exit, 0)
				wantProxies(p, false)
			default:
				acctest.Contains(t, p.PlanChanges().Output, `unfinished = "proxy" -> null`)
				p.Applies("")
				p.PlanEmpty()
			}
		})
	}
}

// A reset whose end was not seen counts as not done: with the configuration, the
// next apply sends its settings again; a second destroy waits for the reset and
// does not repeat it. Control: a reset that failed, which is repeated.
func TestAccResetNotSeenToEnd(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	testResetNotSeenToEnd(t, map[string]unseenReset{
		"out of time": {}, "out of time, back without settings": {back: true}, "interrupted, back": {interrupt: true, back: true},
	})
	t.Run("control", func(t *testing.T) {
		t.Parallel()
		p := acctest.NewCase(t, simulator.Options{}, "")
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+"on_release = \"reset\""))
		p.Apply()
		p.Fault(simulator.Fault{Path: "pad/reset", Kind: simulator.FaultTaskFail, Times: 1})
		p.Sends("reset 1", func() acctest.Result { return p.Run("destroy", "-auto-approve", "-no-color") })
		p.Destroys("reset 1")
	})
}

func TestAccLongResetNotSeenToEnd(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	testResetNotSeenToEnd(t, map[string]unseenReset{"out of time, back": {back: true}, "interrupted": {interrupt: true}})
}

// unseenReset is a reset by a destroy that is interrupted or runs out of time. Then
// the configuration gets the resource back, or not.
type unseenReset struct{ interrupt, back bool }

func testResetNotSeenToEnd(t *testing.T, cases map[string]unseenReset) {
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			limits := "timeouts = { delete = \"3s\" }"
			if c.interrupt {
				limits = ""
			}
			p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+acctest.Socks+"on_release = \"reset\"\n"+limits))
			p.Applies("bandwidth 1, proxy 1")
			p.Hang("pad/reset")
			p.Sends("reset 1", func() acctest.Result {
				if c.interrupt {
					return p.Interrupted(func() bool { return p.Submitted("pad/reset") == 1 }, "destroy")
				}
				r := p.Run("destroy", "-auto-approve", "-no-color")
				acctest.Equal(t, "exit code", r.Exit, 1)
				return r
			})
			p.Account.ClearFaults()
			p.Idle(acctest.InstanceA)
			acctest.Equal(t, "proxy", p.Instance(acctest.InstanceA).Proxy.Enabled, false)
			acctest.Equal(t, "unfinished", p.State("armcloud_instance.a")["unfinished"], any("reset"))
			if !c.back {
				p.Destroys("")
				return
			}
			if name == "out of time, back without settings" {
				p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, "on_release = \"reset\""))
				p.PlanChanges()
				p.Applies("")
				p.PlanEmpty()
				return
			}
			acctest.Contains(t, p.PlanChanges().Output, `"reset" -> null`)
			p.Applies("bandwidth 1, proxy 1")
			acctest.Equal(t, "proxy", p.Instance(acctest.InstanceA).Proxy.Enabled, true)
			p.PlanEmpty()
		})
	}
}

// A destroy that is repeated while the tasks of the first one run waits for them
// and sends nothing twice. Control: an app that could not be uninstalled, which is
// sent again.
func TestAccDestroyAgainWhileTasksRun(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	app := "apps = { \"com.example.kiosk\" = { app_id = 101 } }\n"
	limits := "timeouts = { delete = \"3s\" }"
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+app+limits) +
		acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop"}, "shop = {"+acctest.Slow+app+"}", limits) +
		acctest.SettingHCL("app", "c", acctest.InstanceC, "package_name = \"com.example.kiosk\"\napp_id = 101\n"+limits))
	p.Applies("bandwidth 2, install 3")
	p.Hang("uninstallApp")
	destroy := func() acctest.Result {
		r := p.Run("destroy", "-auto-approve", "-no-color")
		acctest.Equal(t, "exit code", r.Exit, 1)
		return r
	}
	p.Sends("uninstall 3", destroy)
	p.Sends("", destroy)
	p.Account.ClearFaults()
	p.Destroys("bandwidth 2")

	p.Applies("bandwidth 2, install 3")
	p.Fault(simulator.Fault{Path: "uninstallApp", Kind: simulator.FaultTaskFail, Times: 3})
	p.Sends("bandwidth 2, uninstall 3", destroy)
	p.Destroys("uninstall 3")
}
