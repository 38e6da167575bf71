package ownership

import (
	"bytes"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// Each observation that differs, or that confirms its source, is logged once. The
// control is an observation of the expected value, which is not logged. The value of
// a setting with secrets is logged as a hash.
func TestLogDecisions(t *testing.T) {
	zone, proxy := setting.ByName("time_zone"), setting.ByName("proxy")
	flight := converge.Entry{Flight: &converge.Flight{}}
	const berlin, tokyo = "Europe/Berlin", "Asia/Tokyo"
	cases := map[string]struct {
		entry converge.Entry
		o     converge.Observation
		want  string // verdict, "" if nothing is logged
		shown string
	}{
		"as expected":     {o: converge.Observation{Setting: zone, Expected: berlin, Value: berlin, Confirmed: true, WasConfirmed: true}},
		"drifted":         {o: converge.Observation{Setting: zone, Expected: berlin, Value: tokyo, WasConfirmed: true, Differs: true, Drifted: true}, want: "drifted", shown: `"Asia/Tokyo"`},
		"drifted, absent": {o: converge.Observation{Setting: zone, Expected: berlin, Differs: true, Drifted: true}, want: "drifted", shown: "none"},
		"confirms":        {o: converge.Observation{Setting: zone, Expected: berlin, Value: berlin, Confirmed: true}, want: "confirms the source", shown: `"Europe/Berlin"`},
		"not confirmed":   {o: converge.Observation{Setting: zone, Expected: berlin, Value: tokyo, Differs: true}, want: "ignored: the source is not confirmed", shown: `"Asia/Tokyo"`},
		"under way":       {entry: flight, o: converge.Observation{Setting: zone, Expected: berlin, Value: tokyo, Differs: true, Drifted: true}, want: "differs while a change is under way", shown: `"Asia/Tokyo"`},
		"with a secret":   {o: converge.Observation{Setting: proxy, Expected: berlin, Value: tokyo, Differs: true, Drifted: true}, want: "drifted", shown: "hash " + converge.Hash(tokyo)},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			ctx := tflogtest.RootLogger(t.Context(), &out)
			h := converge.Holding{Settings: map[string]converge.Entry{c.o.Setting.Name(): c.entry}}
			LogDecisions(ctx, "AC1", h, []converge.Observation{c.o})
			lines, err := tflogtest.MultilineJSONDecode(&out)
			if err != nil {
				t.Fatal(err)
			}
			if c.want == "" {
				if len(lines) != 0 {
					t.Fatalf("got %v, want no line", lines)
				}
				return
			}
			if len(lines) != 1 {
				t.Fatalf("got %d lines, want 1: %v", len(lines), lines)
			}
			got := lines[0]
			if got["@level"] != "debug" || got["pad_code"] != "AC1" || got["setting"] != c.o.Setting.Name() || got["verdict"] != c.want || got["shown"] != c.shown {
				t.Errorf("got %v, want a debug line with verdict %q and shown %q", got, c.want, c.shown)
			}
		})
	}
}
