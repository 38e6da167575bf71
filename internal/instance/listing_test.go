package instance

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator/simulatortest"
)

// pages serves codes in pages of a size, with a total that may be a lie.
func pages(codes []string, size, total int) (read func(int) (armcloud.Page[string], error), asked *int) {
	asked = new(int)
	return func(page int) (armcloud.Page[string], error) {
		*asked++
		from := min((page-1)*size, len(codes))
		return armcloud.Page[string]{Items: codes[from:min(from+size, len(codes))], Page: page, Total: total}, nil
	}, asked
}

func itself(code string) string { return code }

// A listing is read to its end whatever the service makes of page size and
// total, each phone comes once, and no more is asked than that takes.
func TestAllPages(t *testing.T) {
	t.Parallel()
	var codes []string
	for n := range 1_200 {
		codes = append(codes, fmt.Sprintf("AC%06d", n))
	}
	for _, c := range []struct {
		name              string
		codes             []string
		size, total, asks int
	}{
		{"as asked", codes, 500, 1_200, 3},
		{"one page", codes[:10], 500, 10, 1},
		{"empty", nil, 500, 0, 1},
		{"exactly one page", codes[:500], 500, 500, 2},
		{"smaller pages", codes, 100, 1_200, 12},
		{"total too high", codes, 500, 5_000, 4},
		{"total too low", codes, 500, 3, 3},
		{"no total", codes, 500, -1, 4},
	} {
		read, asked := pages(c.codes, c.size, c.total)
		got, err := allPages(read, itself)
		if err != nil || !slices.Equal(got, c.codes) {
			t.Errorf("%s: %d phones, %v; expected %d", c.name, len(got), err, len(c.codes))
		}
		if *asked != c.asks {
			t.Errorf("%s: %d pages asked, expected %d", c.name, *asked, c.asks)
		}
	}
	t.Run("a row that comes again on the next page", func(t *testing.T) {
		moved := slices.Insert(slices.Clone(codes), 500, codes[499])
		read, _ := pages(moved, 500, len(moved))
		if got, err := allPages(read, itself); err != nil || !slices.Equal(got, codes) {
			t.Errorf("%d phones, %v; expected %d", len(got), err, len(codes))
		}
	})
	t.Run("the same page for ever", func(t *testing.T) {
		got, err := allPages(func(int) (armcloud.Page[string], error) {
			return armcloud.Page[string]{Items: codes[:500], Total: 1_200}, nil
		}, itself)
		if err != nil || len(got) != 500 {
			t.Errorf("%d phones, %v", len(got), err)
		}
	})
	t.Run("new phones for ever", func(t *testing.T) {
		n := 0
		_, err := allPages(func(int) (armcloud.Page[string], error) {
			n++
			return armcloud.Page[string]{Items: []string{fmt.Sprint(n)}, Total: -1}, nil
		}, itself)
		if err == nil || n != maxPages {
			t.Errorf("%v after %d pages", err, n)
		}
	})
	t.Run("an error", func(t *testing.T) {
		broken := errors.New("broken")
		if _, err := allPages(func(int) (armcloud.Page[string], error) { return armcloud.Page[string]{}, broken }, itself); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	})
}

// A phone that leaves the account between the listing and the look at it is
// left out; what one of the two lists still shows is kept.
func TestFillLeavesOutWhatVanished(t *testing.T) {
	t.Parallel()
	server := simulatortest.Start(t, simulator.Options{Phones: 3})
	client, err := armcloud.New(armcloud.Config{Endpoint: server.URL, AccessKey: simulator.DefaultAccessKey, SecretKey: simulator.DefaultSecretKey})
	if err != nil {
		t.Fatal(err)
	}
	codes := server.PadCodes()
	if err := server.Remove(codes[1:]); err != nil {
		t.Fatal(err)
	}
	seen := armcloud.PadDetail{PadCode: codes[2], Status: armcloud.PadOff}
	rows, err := fill(t.Context(), engine.New(client, engine.Options{}), []row{{code: codes[0]}, {code: codes[1]}, {code: codes[2], detail: &seen}}, true, true)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || rows[0].code != codes[0] || rows[1].code != codes[2] {
		t.Fatalf("got %d rows", len(rows))
	}
	if rows[0].info == nil || rows[0].detail == nil || rows[1].info != nil || rows[1].status() != "off" {
		t.Errorf("got %+v", rows)
	}
}

// All conditions must hold, and a condition on what is not known lets nothing
// through.
func TestFilterLets(t *testing.T) {
	t.Parallel()
	yes, no, group := true, false, int64(3)
	r := row{code: "AC1",
		detail: &armcloud.PadDetail{Status: armcloud.PadRunning, Online: &yes, Streaming: &no, DeviceOnline: &yes},
		info:   &armcloud.PadInfo{GroupID: &group, PadGrade: "m2-3", PadIP: "10.0.0.1", IDCCode: "1"},
	}
	for name, c := range map[string]struct {
		meets, fails filter
	}{
		"pad_codes":     {filter{codes: map[string]bool{"AC1": true}}, filter{codes: map[string]bool{"AC2": true}}},
		"group_ids":     {filter{groupIDs: []int64{1, 3}}, filter{groupIDs: []int64{1}}},
		"pad_ips":       {filter{padIPs: []string{"10.0.0.1"}}, filter{padIPs: []string{"10.0.0.2"}}},
		"idc_code":      {filter{idcCode: "1"}, filter{idcCode: "2"}},
		"online":        {filter{online: &yes}, filter{online: &no}},
		"status":        {filter{status: "running"}, filter{status: "off"}},
		"pad_grade":     {filter{padGrade: "m2-3"}, filter{padGrade: "m2-4"}},
		"streaming":     {filter{streaming: &no}, filter{streaming: &yes}},
		"device_online": {filter{deviceOnline: &yes}, filter{deviceOnline: &no}},
		"two":           {filter{status: "running", padGrade: "m2-3"}, filter{status: "running", padGrade: "m2-4"}},
	} {
		if !c.meets.lets(r) || c.fails.lets(r) {
			t.Errorf("%s: met is let through: %v, unmet is: %v", name, c.meets.lets(r), c.fails.lets(r))
		}
	}
	for name, f := range map[string]filter{
		"online": {online: &no}, "streaming": {streaming: &no}, "device_online": {deviceOnline: &no},
		"status": {status: "running"}, "group_ids": {groupIDs: []int64{3}}, "pad_grade": {padGrade: "m2-3"},
	} {
		if f.lets(row{code: "AC1"}) {
			t.Errorf("%s: a phone of which nothing is known is let through", name)
		}
	}
}

// What the API does not show is null, never a default.
func TestRowValuesOfNothingAreNull(t *testing.T) {
	t.Parallel()
	for name, value := range (row{code: "AC1"}).values() {
		if !value.IsNull() {
			t.Errorf("%s is %s, expected null", name, value)
		}
	}
	if got := (row{info: &armcloud.PadInfo{Status: 99}}).values()["status"]; !got.Equal(types.StringValue("99")) {
		t.Errorf("a state without a name is %s, expected its number", got)
	}
}
