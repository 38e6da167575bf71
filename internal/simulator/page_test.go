package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// browse requests a path as a browser on this machine does.
func (s *Simulator) browse(t *testing.T, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	r.RemoteAddr, r.Host = loopback, loopback
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

// page returns the text of the page for a query.
func (s *Simulator) page(t *testing.T, query string) string {
	t.Helper()
	w := s.browse(t, "/"+query)
	if w.Code != http.StatusOK {
		t.Fatalf("/%s: got HTTP %d, want 200", query, w.Code)
	}
	return w.Body.String()
}

// view returns what the page's script gets for a query.
func (s *Simulator) view(t *testing.T, query string) overview {
	t.Helper()
	w := s.browse(t, ControlPrefix+"overview"+query)
	var o overview
	if err := json.Unmarshal(w.Body.Bytes(), &o); err != nil || w.Code != http.StatusOK {
		t.Fatalf("overview%s: got HTTP %d %s, want 200 and JSON", query, w.Code, w.Body)
	}
	return o
}

// rowOf returns the HTML of the row of an instance.
func rowOf(t *testing.T, page, code string) string {
	t.Helper()
	row := regexp.MustCompile(`<tr><td>` + code + `</td>.*</tr>`).FindString(page)
	if row == "" {
		t.Fatalf("got no row of %s", code)
	}
	return row
}

func expectParts(t *testing.T, what, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s: got %s, want %q in it", what, text, part)
		}
	}
}

// The page shows status, group, settings and tasks of each instance, faults and
// counters. Control: a new account has none of them.
func TestPageShowsTheAccount(t *testing.T) {
	s := newSimulator(t, Options{TaskTime: time.Hour, Instances: 3})
	before := s.page(t, "")
	if row, want := rowOf(t, before, one), `<tr><td>`+one+`</td><td>group 1</td><td><span class="status">running</span></td><td></td><td></td></tr>`; row != want {
		t.Errorf("new instance: got %s, want %s", row, want)
	}
	expectParts(t, "new account", before, ">none<", ">none yet<", `<dd data-value="total">3</dd>`, `<dd data-value="requests">0</dd>`, "1 to 3 of 3")

	if status, text := s.control(t, http.MethodPost, "drift", `{`+pads(one)+`,"set":{"time_zone":"Asia/Tokyo","bandwidth":{"upload_mbps":1,"download_mbps":2},
		"location":{"latitude":1.5,"longitude":2},"adb":true,"image":"img-x","properties":{"system":{"ro.a":"b"}},"apps":{"com.x":7}}}`, loopback); status != http.StatusOK {
		t.Fatalf("got HTTP %d %s, want 200", status, text)
	}
	if err := s.SetOnline([]string{two}, false); err != nil {
		t.Fatal(err)
	}
	if err := s.SetStatus([]string{three}, 77); err != nil {
		t.Fatal(err)
	}
	if status := statusName(&instance{status: statusUpgrading}); status != "offline, upgrading" {
		t.Errorf("got %q for an instance that went offline during an upgrade, want both", status)
	}
	if err := s.AddFault(Fault{Kind: FaultSlow, Path: "pad/nothing", PadCode: two, Times: 3}); err != nil {
		t.Fatal(err)
	}
	s.mustCall(t, padPath+"setSpeed", `{`+pads(one)+`,"upBandwidth":1,"downBandwidth":1}`)
	s.mustCall(t, padPath+"restart", `{`+pads(one)+`}`)
	after := s.page(t, "")
	expectParts(t, "changed instance", rowOf(t, after, one), "time zone Asia/Tokyo", "bandwidth 1 up, 2 down", "location 1.5, 2", "ADB on", "image img-x",
		"system.ro.a = b", "app com.x 7", ">setSpeed (pending)<", ">restart (pending)<")
	expectParts(t, "offline instance", rowOf(t, after, two), `<span class="status bad">offline</span>`)
	expectParts(t, "instance with a status of its own", rowOf(t, after, three), "status 77")
	expectParts(t, "account", after, "<td>slow</td><td>pad/nothing, "+two+`</td><td class="number">0 of 3</td>`,
		"<td>"+padPath+`restart</td><td class="number">1</td>`, `<dd data-value="requests">2</dd>`, `data-value="out_of_service">1<`,
		`data-value="tasks">2<`, `data-value="offline" data-alarm>1<`, `data-value="down" data-alarm>1<`, `data-value="overlaps" data-alarm>1<`)
	if o := s.view(t, ""); o.Tasks != 2 || o.Running != 1 || len(o.Instances) != 3 || len(o.Faults) != 1 || len(o.Paths) != 2 {
		t.Errorf("got %+v for the script, want what the page shows", o)
	}
}

// Odd values are shown as text. Control: they are on the page.
func TestPageEscapes(t *testing.T) {
	const odd = `<script>alert(1)</script>"'&`
	s := newSimulator(t, Options{})
	if err := s.Drift([]string{one}, DriftSet{Properties: Properties{listSystem: {odd: odd}}, Apps: map[string]int64{odd: 1}}); err != nil {
		t.Fatal(err)
	}
	if err := s.AddFault(Fault{Kind: FaultHang, Path: odd, PadCode: odd, Message: odd}); err != nil {
		t.Fatal(err)
	}
	s.browse(t, "/"+url.PathEscape(odd)) // counted by the API
	text := s.page(t, "?filter="+url.QueryEscape(odd))
	if n := strings.Count(text, "&lt;script&gt;"); n < 7 {
		t.Errorf("got the odd value %d times, want it as property, value, app, path, fault and filter", n)
	}
	if n := strings.Count(text, "<script"); n != 1 {
		t.Errorf("got %d scripts, want only the page's own: %s", n, text)
	}
	if strings.Contains(text, `"'&`) {
		t.Error("got quotes that are not escaped")
	}
	if got := s.view(t, "?filter=script").Instances[0].Settings; strings.Join(got, "") == "" {
		t.Error("got no odd values for the script")
	}
	if raw := s.browse(t, ControlPrefix+"overview").Body.String(); strings.Contains(raw, "<script") {
		t.Error("got a tag in the JSON")
	}
}

// The page shows no secrets. Controls: the account has them, and the page shows what
// is not secret of the same settings.
func TestPageHoldsNoSecrets(t *testing.T) {
	s := newSimulator(t, Options{})
	const password, user, number = "pa55-word", "us3r-name", "4915112345678"
	set := DriftSet{
		Proxy: &Proxy{Enabled: true, IP: "192.0.2.1", Port: 1080, Username: user, Password: password},
		SIM:   map[string]string{"phonenum": number},
	}
	if err := s.Drift([]string{one}, set); err != nil {
		t.Fatal(err)
	}
	if err := s.SetCallback("http://192.0.2.1:9/t0ken-in-url"); err != nil {
		t.Fatal(err)
	}
	s.mustCall(t, "/openapi/open/token/stsTokenByPadCode", `{"padCode":"`+one+`"}`)

	account := fmt.Sprintf("%+v %+v %+v", s.instanceState(t, one), s.Callback(), s.Options())
	text := s.page(t, "") + s.browse(t, ControlPrefix+"overview").Body.String()
	for _, secret := range []string{password, user, number, "t0ken-in-url", DefaultAccessKey, DefaultSecretKey} {
		if !strings.Contains(account, secret) {
			t.Errorf("the account does not have %q", secret)
		}
		if strings.Contains(text, secret) {
			t.Errorf("got %q on the page", secret)
		}
	}
	for _, token := range s.Tokens() {
		if strings.Contains(text, token.Token) {
			t.Error("got a token on the page")
		}
	}
	expectParts(t, "page", text, "proxy 192.0.2.1:1080", "SIM card: phonenum")
}

// A page has 200 rows at most, in order. Filter and choice narrow them, but not the totals.
func TestPageOfManyInstances(t *testing.T) {
	s := newSimulator(t, Options{Instances: 450, TaskTime: time.Hour})
	if err := s.SetOnline([]string{two, three}, false); err != nil {
		t.Fatal(err)
	}
	zone := "Asia/Tokyo"
	if err := s.Drift([]string{three}, DriftSet{TimeZone: &zone}); err != nil {
		t.Fatal(err)
	}
	s.mustCall(t, padPath+"updateTimeZone", `{`+pads(one)+`,"timeZone":"UTC"}`)
	for query, want := range map[string]struct {
		rows, matching, page, pages int
		first                       string
	}{
		"":                              {200, 450, 1, 3, one},
		"?page=2":                       {200, 450, 2, 3, padCode(201)},
		"?page=3":                       {50, 450, 3, 3, padCode(401)},
		"?page=99":                      {50, 450, 3, 3, padCode(401)},
		"?page=-1&show=nonsense":        {200, 450, 1, 3, one},
		"?page=x":                       {200, 450, 1, 3, one},
		"?show=down":                    {2, 2, 1, 1, two},
		"?show=changed":                 {1, 1, 1, 1, three},
		"?show=tasks&page=2":            {1, 1, 1, 1, one},
		"?filter=TOKYO":                 {1, 1, 1, 1, three},
		"?filter=offline":               {2, 2, 1, 1, two},
		"?filter=zone+asia/tokyo":       {1, 1, 1, 1, three},
		"?filter=timezone+(pending":     {1, 1, 1, 1, one},
		"?filter=zone&show=tasks":       {1, 1, 1, 1, one},
		"?filter=group+5&page=1":        {90, 90, 1, 1, padCode(361)},
		"?filter=AC3201000042":          {10, 10, 1, 1, padCode(420)},
		"?filter=offline&show=tasks":    {0, 0, 1, 1, ""},
		"?filter=no+such+thing&page=17": {0, 0, 1, 1, ""},
	} {
		o := s.view(t, query)
		first := ""
		if len(o.Instances) > 0 {
			first = o.Instances[0].Code
		}
		if len(o.Instances) != want.rows || o.Matching != want.matching || o.Page != want.page || o.Pages != want.pages || first != want.first {
			t.Errorf("%s: got %d rows of %d from %q on page %d of %d, want %+v", query, len(o.Instances), o.Matching, first, o.Page, o.Pages, want)
		}
		if o.Total != 450 || o.Offline != 2 || o.Tasks != 1 {
			t.Errorf("%s: got %d instances, %d offline, %d tasks, want 450, 2 and 1", query, o.Total, o.Offline, o.Tasks)
		}
		if n := strings.Count(s.page(t, query), "<tr><td>AC32"); n != want.rows {
			t.Errorf("%s: got %d rows on the page, want %d", query, n, want.rows)
		}
	}
	text := s.page(t, "?page=2&filter=group&show=")
	expectParts(t, "second page", text, `href="/?filter=group&amp;page=1">Previous`, `href="/?filter=group&amp;page=3">Next`, "201 to 400 of 450")
	text = s.page(t, "")
	expectParts(t, "first page", text, `" hidden>Previous`)
}

// The page of 10,000 instances stays small, and lists no more than 40 paths.
func TestPageOfTenThousand(t *testing.T) {
	s := newSimulator(t, Options{Instances: 10_000})
	for i := range 100 {
		s.browse(t, fmt.Sprintf("/path-%d", i))
	}
	text := s.page(t, "")
	if len(text) > 64<<10 {
		t.Errorf("got a page of %d bytes, want at most 64 KiB", len(text))
	}
	expectParts(t, "page", text, "1 to 200 of 10000", ">and 60 more<")
}

// The page and what it loads obey the rules of the control API.
func TestPageRefusesOtherSites(t *testing.T) {
	s := newSimulator(t, Options{})
	for _, path := range []string{"/", ControlPrefix + "overview", ControlPrefix + "page.js", ControlPrefix + "page.css"} {
		for name, c := range map[string]struct {
			peer, host, site string
			want             int
		}{
			"the address bar":  {loopback, "127.0.0.1:8080", "none", http.StatusOK},
			"the page itself":  {loopback, "localhost:8080", "same-origin", http.StatusOK},
			"a command":        {loopback, "[::1]:8080", "", http.StatusOK},
			"another site":     {loopback, "127.0.0.1:8080", "cross-site", http.StatusForbidden},
			"another port":     {loopback, "127.0.0.1:8080", "same-site", http.StatusForbidden},
			"a name":           {loopback, "evil.example.com", "same-origin", http.StatusForbidden},
			"another machine":  {"192.0.2.1:5555", "127.0.0.1:8080", "", http.StatusForbidden},
			"a machine's name": {"192.0.2.1:5555", "simulator:8080", "none", http.StatusForbidden},
		} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
			r.RemoteAddr, r.Host = c.peer, c.host
			if c.site != "" {
				r.Header.Set("Sec-Fetch-Site", c.site)
			}
			w := httptest.NewRecorder()
			s.Handler().ServeHTTP(w, r)
			if w.Code != c.want || c.want != http.StatusOK && strings.Contains(w.Body.String(), one) {
				t.Errorf("%s of %s: got HTTP %d, want %d", path, name, w.Code, c.want)
			}
		}
	}
}

// A browser loads nothing from elsewhere, and runs no script inside the page.
func TestPagePolicy(t *testing.T) {
	s := newSimulator(t, Options{})
	for path, contentType := range map[string]string{"/": "text/html", ControlPrefix + "page.js": "text/javascript", ControlPrefix + "page.css": "text/css"} {
		w := s.browse(t, path)
		header := w.Header()
		expectParts(t, path, header.Get("Content-Type"), contentType)
		expectParts(t, path, header.Get("Content-Security-Policy"), "default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
		if strings.Contains(header.Get("Content-Security-Policy"), "unsafe") || header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: got headers %v, want no unsafe sources and nosniff", path, header)
		}
		body := w.Body.String()
		if found := regexp.MustCompile(`https?://|//[a-z]+\.|innerHTML|insertAdjacentHTML|document\.write|eval\(|<style|style=| on[a-z]+=`).FindString(body); found != "" {
			t.Errorf("%s: got %q, want nothing external, inline or parsed as HTML", path, found)
		}
		if body == "" {
			t.Errorf("%s: got an empty body", path)
		}
	}
}

// Only GET and HEAD of / are the page; every other path is the API's, as before, and
// only those are counted.
func TestOtherPathsAreTheAPI(t *testing.T) {
	s := newSimulator(t, Options{})
	s.page(t, "")
	if n := s.Counters().Total(); n != 0 {
		t.Errorf("got %d counted requests after a look at the page, want 0", n)
	}
	for _, c := range []struct{ method, path string }{
		{http.MethodPost, "/"}, {http.MethodGet, "/index.html"}, {http.MethodGet, "//"}, {http.MethodGet, "/page.js"}, {http.MethodGet, "/favicon.ico"},
	} {
		r := httptest.NewRequestWithContext(t.Context(), c.method, "http://x"+c.path, strings.NewReader("{}"))
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		var a response
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || w.Code != http.StatusNotFound || a.Code != codeNotFound {
			t.Errorf("%s %s: got HTTP %d %s, want 404 and code %d", c.method, c.path, w.Code, w.Body, codeNotFound)
		}
	}
	if n := s.Counters().Total(); n != 5 {
		t.Errorf("got %d counted requests, want 5", n)
	}
}
