package converge_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

// A change that may erase the instance, and whose end an earlier apply has not seen,
// costs everything that was set before, of this resource and of others. The control
// is a change that erases nothing.
func TestEarlierErasureCostsWhatWasSet(t *testing.T) {
	flight := func(erases bool) *converge.Flight {
		return &converge.Flight{Value: converge.Hash(wantWipe.Value), Tasks: []int64{1}, Long: true, Erases: erases}
	}
	image := func(erases bool) converge.Holding {
		h := applied(wantSpeed)
		h.Settings["image"] = converge.Entry{Flight: flight(erases)}
		return h
	}
	reset := applied(wantSpeed)
	reset.Reset = &converge.Flight{Long: true}
	for name, c := range map[string]struct {
		holding converge.Holding
		end     armcloud.TaskStatus
		erased  bool
		sent    []string
	}{
		"wiping image":        {image(true), armcloud.TaskDone, true, []string{"set the bandwidth"}},
		"wiping image failed": {image(true), armcloud.TaskFailed, true, []string{"change the image", "set the bandwidth"}},
		"lost reset":          {reset, 0, true, []string{"change the image", "set the bandwidth"}},
		"control":             {image(false), armcloud.TaskDone, false, nil},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Ends: []armcloud.TaskStatus{c.end}}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				out := conv.Apply(t.Context(), order("mine/1", c.holding, wantImage, wantSpeed))
				convergetest.Same(t, "changes", operations(a), c.sent...)
				if out.Failed() || out.Erased != c.erased || len(out.Holding.Unfinished()) > 0 {
					t.Errorf("got errors %v, erased %v, unfinished %v, want erased %v", out.Errors, out.Erased, out.Holding.Unfinished(), c.erased)
				}
			})
		})
	}
}

// The flight of a change that erases says so.
func TestFlightOfAnErasure(t *testing.T) {
	a := &convergetest.Account{Fail: map[string]armcloud.TaskStatus{"AC1 change the image": armcloud.TaskRunning, "AC1 reset the instance": armcloud.TaskRunning}}
	inProcess(t, a, func(t *testing.T, c *converge.Converger) {
		apply := func(o converge.Order) converge.Holding {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			h := c.Apply(ctx, o).Holding
			a.Ends[len(a.Ends)-1] = armcloud.TaskDone
			return h
		}
		if h := apply(order("mine/1", converge.Holding{}, wantWipe)); !h.Settings["image"].Flight.Erases {
			t.Error("wiping image: got a flight that does not erase, want one that does")
		}
		if h := apply(order("mine/1", converge.Holding{}, wantImage)); h.Settings["image"].Flight.Erases {
			t.Error("control: got a flight that erases, want one that does not")
		}
		reset := order("mine/1", converge.Holding{})
		reset.Reset = true
		if h := apply(reset); !h.Reset.Erases {
			t.Error("reset: got a flight that does not erase, want one that does")
		}
	})
}

// If a change that would have erased the instance is refused, what the instance has
// is not sent again. The control is a change that is not refused.
func TestRefusedErasureSendsNothingAgain(t *testing.T) {
	for name, c := range map[string]struct {
		refuse string
		sent   []string
	}{
		"refused": {"change the image", []string{"change the image"}},
		"control": {"", []string{"change the image", "set the bandwidth"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Refuse: refused(c.refuse)}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				out := conv.Apply(t.Context(), order("mine/1", applied(wantSpeed), wantWipe, wantSpeed))
				convergetest.Same(t, "changes", operations(a), c.sent...)
				if !out.Holding.Settings["bandwidth"].Has(converge.Hash(wantSpeed.Value)) {
					t.Errorf("got holding %+v, want the bandwidth applied", out.Holding)
				}
			})
		})
	}
}

// An image that would erase is not sent if the instance shows it. If the apply that
// sent it was killed, what it erased is sent again; if that apply recorded the
// erasure, only what is missing is.
func TestErasingImageIsReadBack(t *testing.T) {
	killed, failed := applied(wantSpeed), applied(wantSpeed)
	killed.Settings["image"] = converge.Entry{Applied: "other", Requested: "other"}
	failed.Settings["image"] = converge.Entry{Requested: "other"}
	for name, c := range map[string]struct {
		holding converge.Holding
		shown   string
		sent    []string
	}{
		"killed":   {killed, "img-1", []string{"set the bandwidth"}},
		"recorded": {failed, "img-1", nil},
		"control":  {killed, "img-2", []string{"change the image", "set the bandwidth"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{ImageIDs: map[string]string{"AC1": c.shown}}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				out := conv.Apply(t.Context(), order("mine/1", c.holding, wantWipe, wantSpeed))
				convergetest.Same(t, "changes", operations(a), c.sent...)
				if out.Failed() || len(out.Holding.Unfinished()) > 0 {
					t.Errorf("got errors %v and unfinished %v, want none", out.Errors, out.Holding.Unfinished())
				}
			})
		})
	}
}

// An image that would erase is read back once the instance runs. Until then, nothing
// is sent.
func TestErasingImageIsReadBackWhenTheInstanceRuns(t *testing.T) {
	a := &convergetest.Account{ImageIDs: map[string]string{"AC1": "img-1"}, Status: map[string]armcloud.PadStatus{"AC1": 11}}
	inProcess(t, a, func(t *testing.T, c *converge.Converger) {
		h := converge.Holding{Settings: map[string]converge.Entry{"image": {Applied: "other"}}}
		done := make(chan converge.Report, 1)
		go func() { done <- c.Apply(t.Context(), order("mine/1", h, wantWipe)) }()
		<-time.After(10 * time.Second)
		a.Mu.Lock()
		a.Status["AC1"] = armcloud.PadRunning
		a.Mu.Unlock()
		if out := <-done; out.Failed() {
			t.Errorf("got errors %v, want none", out.Errors)
		}
		convergetest.Same(t, "changes", operations(a))
	})
}

// If nothing is known of a replaced object's settings, sending one stays a repair
// until it was sent. The control knows that the image was never sent.
func TestRepairOnlyOutlastsAFailure(t *testing.T) {
	for name, c := range map[string]struct {
		refuse map[string]*armcloud.Error
		fail   map[string]armcloud.TaskStatus
		repair bool
		want   string
	}{
		"refused": {refuse: refused("change the image"), repair: true, want: `AC1 change the image {"imageId":"img-1","wipeData":false}`},
		"failed":  {fail: map[string]armcloud.TaskStatus{"AC1 change the image": armcloud.TaskFailed}, repair: true, want: `AC1 change the image {"imageId":"img-1","wipeData":false}`},
		"control": {refuse: refused("change the image"), want: `AC1 change the image {"imageId":"img-1","wipeData":true}`},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Refuse: c.refuse, Fail: c.fail}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				out := conv.Apply(t.Context(), order("mine/1", converge.Holding{RepairOnly: c.repair}, wantWipe))
				a.Changes, a.Refuse, a.Fail = nil, nil, nil
				conv.Apply(t.Context(), order("mine/1", out.Holding, wantWipe))
				convergetest.Same(t, "changes", a.Changes, c.want)
			})
		})
	}
}

// A resource that knows nothing of an instance, such as after a killed create, changes no
// image that the instance runs already, once it has restarted. Images that erase and
// settings that are sent again are sent anyway.
func TestImageIsReadBackInACreate(t *testing.T) {
	for name, c := range map[string]struct {
		shown   string
		desired converge.Desired
		resend  bool
		changed int
	}{
		"runs it":       {shown: "img-1", desired: wantImage},
		"runs another":  {shown: "img-2", desired: wantImage, changed: 1},
		"shows none":    {desired: wantImage, changed: 1},
		"erases":        {shown: "img-1", desired: wantWipe, changed: 1},
		"is sent again": {shown: "img-1", desired: wantImage, resend: true, changed: 1},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{ImageIDs: map[string]string{"AC1": c.shown}}
			order := converge.Order{PadCode: "AC1", Desired: []converge.Desired{c.desired, wantSpeed}, Resend: c.resend}
			out := convergetest.Work(t, a, order)
			changed := 0
			for _, change := range a.Changes {
				if strings.HasPrefix(change, "AC1 change the image") {
					changed++
				}
			}
			if changed != c.changed || out.Failed() {
				t.Errorf("got %d changes of the image, want %d: %+v", changed, c.changed, out)
			}
			if !out.Holding.Settings["image"].Has(converge.Hash(c.desired.Value)) {
				t.Errorf("got %+v, want the image among what was applied", out.Holding.Settings)
			}
		})
	}
}
