package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const skip = "offline = \"skip\"\n"

// skippingCase is a case in which offline instances are awaited only briefly, with a
// function that configures the instance to be skipped.
func skippingCase(t *testing.T) (p *acctest.Case, write func(body string)) {
	t.Parallel()
	p = acctest.NewCase(t, simulator.Options{}, `online_timeout = "50ms"`)
	return p, func(body string) { p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, body+skip)) }
}

// tokyoPending is a skippingCase with an instance in Berlin that is offline, which the
// configuration moves to Tokyo.
func tokyoPending(t *testing.T) (p *acctest.Case, write func(body string)) {
	p, write = skippingCase(t)
	write(acctest.Berlin)
	p.Applies("time_zone 1")
	p.SetOnline(acctest.InstanceA, false)
	write(acctest.Tokyo)
	return p, write
}

func appliesWithoutRefresh(p *acctest.Case, want string) acctest.Result {
	p.T.Helper()
	return p.Sends(want, func() acctest.Result { return p.Apply("-refresh=false") })
}

func wantState(p *acctest.Case, name string, want any) {
	p.T.Helper()
	acctest.Equal(p.T, name+" of the state", p.Stored("armcloud_instance", "a")[name], want)
}

// A create and an update skip an instance that is offline: they end with a warning, and
// the state is as planned. The next refresh shows what was not sent. As long as the
// instance lacks anything, plans are not empty, with and without a refresh. Once it is
// online, it gets what it lacks and no more.
func TestAccInstanceSkips(t *testing.T) {
	p, write := skippingCase(t)
	p.SetOnline(acctest.InstanceA, false)
	write(acctest.Berlin + acctest.Slow)
	acctest.Contains(t, p.Applies("").Output, "Warning: Instance skipped", acctest.InstanceA+" was offline for 50ms", "time_zone, bandwidth")
	wantState(p, "skipped", "offline")
	wantState(p, "time_zone", "Europe/Berlin")
	acctest.Contains(t, p.PlanChanges().Output, `+ time_zone`, `+ bandwidth`)
	acctest.Contains(t, p.PlanChanges("-refresh=false").Output, `~ skipped`, `"offline" -> (known after apply)`)
	p.SetOnline(acctest.InstanceA, true)
	acctest.NotContains(t, appliesWithoutRefresh(p, "time_zone 1, bandwidth 1").Output, "Instance skipped")
	wantState(p, "skipped", nil)

	p.SetOnline(acctest.InstanceA, false)
	p.PlanEmpty()
	write(acctest.Tokyo + acctest.Slow)
	acctest.Contains(t, p.Applies("").Output, "were not sent: time_zone.")
	p.SetOnline(acctest.InstanceA, true)
	acctest.Contains(t, p.Applies("time_zone 1").Output, `"Europe/Berlin" -> "Asia/Tokyo"`)
	p.PlanEmpty()
}

// An instance that is offline is skipped by each apply. If the configuration goes back to
// what it has, nothing is left.
func TestAccLongInstanceSkipsAgain(t *testing.T) {
	acctest.Long(t)
	p, write := tokyoPending(t)
	acctest.Contains(t, p.Applies("").Output, "Instance skipped")
	acctest.Contains(t, p.Applies("").Output, "Instance skipped")
	acctest.Contains(t, appliesWithoutRefresh(p, "").Output, "Instance skipped")
	write(acctest.Berlin)
	acctest.NotContains(t, p.Applies("").Output, "Instance skipped")
	wantState(p, "skipped", nil)
	p.PlanEmpty()
	p.PlanEmpty("-refresh=false")
}

// An apply without a refresh after a skip that fails keeps in the state what the
// instance has: the next apply sends it again.
func TestAccInstanceSkipsThenFails(t *testing.T) {
	p, write := skippingCase(t)
	speed := func(mbps string) string {
		return "bandwidth = { upload_mbps = " + mbps + ", download_mbps = " + mbps + " }\n"
	}
	write(speed("1"))
	p.Applies("bandwidth 1")
	p.SetOnline(acctest.InstanceA, false)
	for _, mbps := range []string{"2", "3"} {
		write(speed(mbps))
		appliesWithoutRefresh(p, "")
	}
	p.SetOnline(acctest.InstanceA, true)
	p.Fault(simulator.Fault{Path: "pad/setSpeed", Kind: simulator.FaultTaskFail, Times: 1})
	failed := p.Sends("bandwidth 1", func() acctest.Result { return p.FailApply("-refresh=false") })
	acctest.Contains(t, failed.Output, "Unable to set the bandwidth")
	wantState(p, "skipped", nil)
	wantState(p, "unfinished", "bandwidth")
	acctest.Contains(t, p.Applies("bandwidth 1").Output, "upload_mbps")
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{UploadMbps: 3, DownloadMbps: 3})
	p.PlanEmpty()
}

// What an apply asks for once is neither done to a skipped instance nor forgotten, with
// and without a refresh: triggers, restart_triggers, an image that erases, and the undo
// of a setting that leaves.
func TestAccLongInstanceSkipsOnceOnly(t *testing.T) {
	acctest.Long(t)
	p, write := skippingCase(t)
	write(acctest.Slow + acctest.Socks)
	p.Applies("bandwidth 1, proxy 1")
	triggers, restart := "triggers = { v = \"1\" }\n", "restart_triggers = { v = \"1\" }\n"
	image := "image = { image_id = \"" + simulator.ImageAndroid13B + "\", wipe_data = true }\n"
	for i, c := range []struct{ body, sent string }{
		{acctest.Slow + acctest.Socks + triggers, "bandwidth 1, proxy 1"},
		{acctest.Slow + acctest.Socks + triggers + restart, "restart 1"},
		{acctest.Slow + triggers + restart, "proxy 1"},
		{acctest.Slow + triggers + restart + image, "image 1, bandwidth 1"},
	} {
		p.SetOnline(acctest.InstanceA, false)
		write(c.body)
		p.Applies("")
		if i%2 == 0 {
			p.Applies("")
		}
		p.SetOnline(acctest.InstanceA, true)
		p.PlanChanges()
		appliesWithoutRefresh(p, c.sent)
		wantState(p, "skipped", nil)
		p.PlanEmpty()
	}
	acctest.Equal(t, "proxy", p.Instance(acctest.InstanceA).Proxy.Enabled, false)
	wantState(p, "current_image_id", simulator.ImageAndroid13B)
}

// By default, and with "fail", an instance that is offline fails. Changing only offline
// sends nothing. After a skip, "fail" fails and the state has what the instance has.
func TestAccLongInstanceOfflineFails(t *testing.T) {
	acctest.Long(t)
	p, write := skippingCase(t)
	fail := func(body string) { p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, body)) }
	fail(acctest.Berlin)
	p.Applies("time_zone 1")
	acctest.NotContains(t, p.PlanEmpty().Output, "skipped")
	write(acctest.Berlin)
	acctest.NotContains(t, p.Applies("").Output, "known after apply")
	p.PlanEmpty()
	p.SetOnline(acctest.InstanceA, false)
	write(acctest.Tokyo)
	p.Applies("")
	fail(acctest.Tokyo + "offline = \"fail\"\n")
	acctest.Contains(t, p.Sends("", func() acctest.Result { return p.FailApply("-refresh=false") }).Output, "Unable to set the time zone", "offline")
	wantState(p, "skipped", nil)
	wantState(p, "time_zone", "Europe/Berlin")
	p.SetOnline(acctest.InstanceA, true)
	p.Applies("time_zone 1")
	p.PlanEmpty()
}

// If an instance gets the value in another way after a skip and shows it, nothing is
// left, and the plan is empty.
func TestAccLongInstanceSkippedAndMended(t *testing.T) {
	acctest.Long(t)
	p, _ := tokyoPending(t)
	p.Applies("")
	p.SetOnline(acctest.InstanceA, true)
	p.PlanChanges()
	p.DriftTimeZone(acctest.InstanceA, "Asia/Tokyo")
	p.PlanEmpty()
	p.Applies("")
	p.PlanEmpty("-refresh=false")
}

// Once a refresh has shown what a skipped instance has, later refreshes replace that: if the
// change then fails, the state keeps what was seen last.
func TestAccLongInstanceSkippedDrifts(t *testing.T) {
	acctest.Long(t)
	p, _ := tokyoPending(t)
	p.Applies("")
	p.SetOnline(acctest.InstanceA, true)
	p.Apply("-refresh-only")
	wantState(p, "time_zone", "Europe/Berlin")
	p.DriftTimeZone(acctest.InstanceA, "Europe/Rome")
	p.Apply("-refresh-only")
	wantState(p, "time_zone", "Europe/Rome")
	p.Fault(simulator.Fault{Path: "pad/updateTimeZone", Kind: simulator.FaultTaskFail, Times: 1})
	p.Sends("time_zone 1", func() acctest.Result { return p.FailApply("-refresh=false") })
	wantState(p, "time_zone", "Europe/Rome")
	p.Applies("time_zone 1")
	p.PlanEmpty()
}

// A destroy sends nothing to an instance whose create was skipped. One that has settings
// and is offline is not destroyed, because its release would be forgotten.
func TestAccLongInstanceSkippedDestroy(t *testing.T) {
	acctest.Long(t)
	p, write := skippingCase(t)
	p.SetOnline(acctest.InstanceA, false)
	write(acctest.Slow)
	p.Applies("")
	p.Sends("", func() acctest.Result { return p.Destroy("-refresh=false") })
	p.SetOnline(acctest.InstanceA, true)
	p.Applies("bandwidth 1")
	p.SetOnline(acctest.InstanceA, false)
	write("")
	p.Applies("")
	r := p.Sends("", func() acctest.Result { return p.Run("destroy", "-auto-approve", "-no-color") })
	acctest.Contains(t, r.Output, "Unable to undo the bandwidth", "offline")
	wantState(p, "skipped", nil)
	p.SetOnline(acctest.InstanceA, true)
	p.Destroys("bandwidth 1")
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{})
}

// An object whose create was skipped is replaced, without a refresh too: what its state
// says was never sent, so the new object sends it.
func TestAccLongInstanceSkippedIsReplaced(t *testing.T) {
	acctest.Long(t)
	p, write := skippingCase(t)
	p.SetOnline(acctest.InstanceA, false)
	write(acctest.Slow)
	p.Applies("")
	p.Run("taint", "armcloud_instance.a")
	appliesWithoutRefresh(p, "")
	p.Sends("", func() acctest.Result { return p.Apply("-replace=armcloud_instance.a") })
	wantState(p, "skipped", "offline")
	p.Run("taint", "armcloud_instance.a")
	p.SetOnline(acctest.InstanceA, true)
	appliesWithoutRefresh(p, "bandwidth 1")
	p.PlanEmpty()
}

// After an import, the value of offline is a change that sends nothing.
func TestAccLongInstanceSkipImported(t *testing.T) {
	acctest.Long(t)
	p, write := skippingCase(t)
	write("")
	p.Run("import", "armcloud_instance.a", acctest.InstanceA)
	acctest.Contains(t, p.Applies("").Output, "1 changed")
	p.PlanEmpty()
}

// A write-only password that changes while the instance is skipped is sent once it is
// online, and a plan without changes is empty.
func TestAccLongInstanceSkipsPassword(t *testing.T) {
	acctest.Long(t)
	p, write := skippingCase(t)
	proxy := func(password string) string {
		return "proxy = { ip = \"192.0.2.7\", port = 1080, username = \"shop\", password_wo = \"" + password + "\" }\n"
	}
	write(proxy("first"))
	p.Applies("proxy 1")
	p.PlanEmpty()
	for _, refresh := range []string{"-refresh=true", "-refresh=false"} {
		p.SetOnline(acctest.InstanceA, false)
		write(proxy("second" + refresh))
		p.Applies("")
		p.SetOnline(acctest.InstanceA, true)
		p.PlanChanges(refresh)
		p.Sends("proxy 1", func() acctest.Result { return p.Apply(refresh) })
		acctest.Equal(t, "password", p.Instance(acctest.InstanceA).Proxy.Password, "second"+refresh)
		p.PlanEmpty()
	}
}
