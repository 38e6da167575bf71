package simulator

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// The pages of a listing contain every instance once, in order. A page past the
// end is empty and has the total.
func TestPagesCoverTheAccount(t *testing.T) {
	s := newSimulator(t, Options{Instances: 25})
	for _, path := range []string{"padDetails", "infos"} {
		var codes []string
		for page, size := range []int{10, 10, 5, 0} {
			l := s.mustCall(t, padPath+path, fmt.Sprintf(`{"page":%d,"rows":10}`, page+1)).listing(t)
			if l.Page != page+1 || l.Rows != 10 || l.Size != size || l.Total != 25 || l.TotalPage != 3 || len(l.PageData) != size {
				t.Errorf("%s page %d: got %+v, want %d of 25 rows", path, page+1, l, size)
			}
			codes = append(codes, l.codes()...)
		}
		if !slices.Equal(codes, s.PadCodes()) {
			t.Errorf("%s: got %v, want every instance in order", path, codes)
		}
	}
	if l := s.mustCall(t, padPath+"padDetails", "{}").listing(t); l.Page != 1 || l.Rows != 10 {
		t.Errorf("without page and rows: got page %d, rows %d, want 1 and 10", l.Page, l.Rows)
	}
}

// Each filter selects exactly its instances, on its own and combined.
func TestFiltersOfDetails(t *testing.T) {
	s := newSimulator(t, Options{Instances: 50})
	if err := s.SetOnline([]string{one, "AC32010000012"}, false); err != nil {
		t.Fatal(err)
	}
	if err := s.SetStatus([]string{two}, statusAbnormal); err != nil {
		t.Fatal(err)
	}
	cases := map[string]int{
		`{}`:                                             50,
		`{"groupId":2}`:                                  10,
		`{"groupId":77}`:                                 0,
		`{"idcCode":"1"}`:                                30,
		`{"idcCode":"2","groupId":2}`:                    10,
		`{"idcCode":"1","groupId":2}`:                    0,
		`{"vmStatus":"0"}`:                               2,
		`{"vmStatus":0}`:                                 2,
		`{"vmStatus":"1"}`:                               48,
		`{"vmStatus":"0","groupId":2}`:                   1,
		`{"faultStatus":"14"}`:                           1,
		`{"faultStatus":"10"}`:                           49,
		`{"faultStatus":"14","groupId":2}`:               0,
		`{"deviceStatus":"0"}`:                           0,
		`{"deviceStatus":"1","controlStatus":"1"}`:       50,
		`{"controlStatus":"2"}`:                          0,
		`{"padIps":["10.16.0.3","10.16.0.99"]}`:          1,
		`{` + pads(three, absent, one) + `}`:             2,
		`{` + pads(three, one) + `,"vmStatus":"0"}`:      1,
		`{` + pads(one) + `,"padIps":["10.16.0.3"]}`:     0,
		`{` + pads(three) + `,"padIps":["10.16.0.3"]}`:   1,
		`{` + pads(one, two, three) + `,"page":2}`:       3,
		`{` + pads(absent) + `}`:                         0,
		`{"padCodes":[],"groupId":1,"vmStatus":"1"}`:     9,
		`{"groupId":1,"faultStatus":"0","vmStatus":"1"}`: 8,
	}
	for body, want := range cases {
		if l := s.mustCall(t, padPath+"padDetails", body).listing(t); l.Total != want {
			t.Errorf("%s: got %d instances, want %d", body, l.Total, want)
		}
	}
}

func TestFiltersOfInfos(t *testing.T) {
	s := newSimulator(t, Options{Instances: 50})
	for filter, want := range map[string]int{
		``: 50, `,"groupIds":[2]`: 10, `,"groupIds":[2,3,9]`: 20, `,"groupIds":[9]`: 0,
		`,` + pads(three, absent, one): 2, `,"groupIds":[2],` + pads(one, "AC32010000015"): 1,
	} {
		if l := s.mustCall(t, padPath+"infos", `{"page":1,"rows":100`+filter+`}`).listing(t); l.Total != want {
			t.Errorf("%s: got %d instances, want %d", filter, l.Total, want)
		}
	}
}

// Rows have the newer fields only at the current level.
func TestRowsShowTheFieldsOfTheirLevel(t *testing.T) {
	newer := map[string][]string{
		"padDetails": {"adbOpenStatus", "deviceIp", "padIp", "clusterCode", "type", "padId"},
		"infos":      {"padType", "adbOpenStatus", "imageId", "deviceCode", "armServerCode", "imageVersion"},
		"modelInfo":  {"romVersion", "dataSize", "bluetoothaddr"},
	}
	always := map[string][]string{
		"padDetails": {"padCode", "imageId", "deviceLevel", "dcInfo", "padStatus", "deviceStatus", "online", "streamStatus", "dataSize", "dataSizeUsed"},
		"infos":      {"padCode", "padGrade", "padStatus", "groupId", "idcCode", "deviceIp", "padIp", "apps"},
		"modelInfo":  {"padCode", "imei", "serialno", "wifimac", "androidid", "model", "brand", "manufacturer", "isRoot", "width", "height", "memoryLimit"},
	}
	for _, level := range []string{LevelCurrent, Level2024} {
		s := newSimulator(t, Options{Level: level})
		for path := range always {
			a := s.mustCall(t, padPath+path, `{"page":1,"rows":1,`+pads(one)+`}`)
			var row item
			if path == "modelInfo" {
				row = a.items(t)[0]
			} else {
				row = a.listing(t).PageData[0]
			}
			for _, name := range always[path] {
				if _, has := row[name]; !has {
					t.Errorf("%s at %s: got no field %s", path, level, name)
				}
			}
			for _, name := range newer[path] {
				if _, has := row[name]; has != (level == LevelCurrent) {
					t.Errorf("%s at %s: got field %s: %v, want %v", path, level, name, has, level == LevelCurrent)
				}
			}
		}
	}
}

// Groups are blocks of the account and count their instances.
func TestGroups(t *testing.T) {
	s := newSimulator(t, Options{Instances: 12})
	items := s.mustCall(t, "/openapi/open/group/infos", "{}").items(t)
	total := 0.0
	for i, it := range items {
		if it["groupId"] != float64(i+1) || it["groupName"] != fmt.Sprintf("group %d", i+1) {
			t.Errorf("group %d: got %v", i+1, it)
		}
		total += it["padCount"].(float64)
	}
	if len(items) != groupCount || total != 12 {
		t.Errorf("got %d groups with %v instances, want %d with 12", len(items), total, groupCount)
	}
	for body, want := range map[string]int{`{"groupIds":[2,9]}`: 1, `{"padCode":"` + one + `"}`: 1, `{"padCode":"` + absent + `"}`: 0} {
		if items := s.mustCall(t, "/openapi/open/group/infos", body).items(t); len(items) != want {
			t.Errorf("%s: got %d groups, want %d", body, len(items), want)
		}
	}
}

// The same seed results in the same instances.
func TestAccountFollowsFromTheSeed(t *testing.T) {
	model := func(seed uint64) string {
		s := newSimulator(t, Options{Instances: 5, Seed: seed})
		return string(s.mustCall(t, padPath+"modelInfo", "{"+padsUpTo(5)+"}").Data)
	}
	first, second, other := model(1), model(1), model(2)
	if first != second {
		t.Error("got different instances from equal seeds")
	}
	if first == other {
		t.Error("got equal instances from different seeds")
	}
}

// Codes and addresses of the largest account are well formed and distinct.
func TestNamesOfManyInstancesAreDistinct(t *testing.T) {
	codes, ips := map[string]bool{}, map[string]bool{}
	for _, n := range []int{1, 255, 256, 65535, 65536, 99_999, 100_000, MaxInstances} {
		inst := newInstance(1, n, MaxInstances)
		if len(inst.code) != 13 || codes[inst.code] || ips[inst.ip] || inst.group < 1 || inst.group > groupCount {
			t.Errorf("instance %d: got %s %s in group %d, want distinct, well-formed values", n, inst.code, inst.ip, inst.group)
		}
		codes[inst.code], ips[inst.ip] = true, true
	}
}

// A request visits only the instances that it names or shows, regardless of the
// size of the account.
func TestRequestsCostTheirOwnItemsOnly(t *testing.T) {
	s := newSimulator(t, Options{Instances: 10_000})
	id := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
	cases := []struct {
		path, body string
		visits     int
	}{
		{padPath + "padDetails", `{"page":7,"rows":500}`, 500},
		{padPath + "padDetails", `{"page":1,"rows":10,"groupId":4}`, 10},
		{padPath + "padDetails", `{"page":1,"rows":10,"vmStatus":"1"}`, 10},
		{padPath + "padDetails", `{"page":1,"rows":10,"vmStatus":"0"}`, 0},
		{padPath + "padDetails", "{" + pads(one, two) + "}", 2},
		{padPath + "infos", `{"page":3,"rows":20,"groupIds":[2]}`, 20},
		{padPath + "batchPadProperties", "{" + pads(one, two) + "}", 2},
		{padPath + "padProperties", `{"padCode":"` + one + `"}`, 1},
		{padPath + "modelInfo", "{" + pads(one) + "}", 1},
		{"/openapi/open/group/infos", "{}", 0},
		{taskPath + "padTaskDetail", fmt.Sprintf(`{"taskIds":[%d]}`, id), 1},
		{padPath + "setSpeed", body(`"upBandwidth":1,"downBandwidth":1`, three), 2}, // once to check, once to queue
	}
	for _, c := range cases {
		s.account.visits = 0
		s.mustCall(t, c.path, c.body)
		if s.account.visits != c.visits {
			t.Errorf("%s %s: got %d visited instances, want %d", c.path, c.body, s.account.visits, c.visits)
		}
	}
}

// 10,000 instances, each with a setting, a property and ten finished tasks, use
// at most a quarter of the 200 MB that the simulator may take.
func TestTenThousandInstancesFitInMemory(t *testing.T) {
	before := heap()
	s := newSimulator(t, Options{Instances: 10_000})
	at := now()
	for number := 1; number <= 10_000; number++ {
		inst := s.account.byCode[padCode(number)]
		inst.settings.Live = inst.settings.Live.write(listSystem, map[string]string{"ro.a": strings.Repeat("x", 20)})
		for range 10 {
			id := s.nextTask
			s.enqueue(inst, updateTimeZone, &event{At: at, Args: []byte(`{"timeZone":"UTC"}`)}, id)
			s.finishTask(s.tasks[id], at, taskDone, "", "")
		}
	}
	used := heap() - before
	runtime.KeepAlive(s)
	if used < 1<<20 || used > 50<<20 {
		t.Errorf("got %d bytes in use, want at most 50 MiB", used)
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// A page of 500 rows out of 10,000 instances.
func BenchmarkDetailsPage(b *testing.B) {
	s, err := New(Options{Instances: 10_000})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		call := &request{route: s.routes[padPath+"padDetails"], at: now(), fields: parseFields([]byte(`{"page":7,"rows":500}`)), level: LevelCurrent}
		if text := s.encodeEnvelope(call.route.path, s.dispatch(call)); len(text) < 100_000 {
			b.Fatalf("short response: %s", text)
		}
	}
}
