package simulator

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

type signVector struct {
	Version     string            `json:"version"`
	Name        string            `json:"name"`
	AK          string            `json:"ak"`
	SK          string            `json:"sk"`
	XDate       string            `json:"x_date"`
	Host        string            `json:"host"`
	ContentType string            `json:"content_type"`
	HashedText  string            `json:"hashed_text"`
	XTimestamp  string            `json:"x_timestamp"`
	Path        string            `json:"path"`
	SignedTail  string            `json:"signed_tail"`
	Signature   string            `json:"signature"`
	Headers     map[string]string `json:"headers"`
}

func signVectors(t *testing.T) []signVector {
	t.Helper()
	text, err := os.ReadFile("testdata/sign_vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Vectors []signVector `json:"vectors"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) != 19 {
		t.Fatalf("%d vectors instead of 19", len(file.Vectors))
	}
	return file.Vectors
}

// Every published vector comes out of our own computation.
func TestSignaturesEqualTheVectors(t *testing.T) {
	for _, v := range signVectors(t) {
		got := signV2(v.SK, v.XTimestamp, v.Path, v.SignedTail)
		if v.Version == "V1" {
			got = signV1(v.SK, v.XDate, v.Host, v.ContentType, v.HashedText)
		}
		if got != v.Signature {
			t.Errorf("%s %s: %s, want %s", v.Version, v.Name, got, v.Signature)
		}
	}
}

// The vectors' headers with their bodies pass the check as a whole, and fail
// it as soon as one header or the body differs.
func TestRequestsOfTheVectorsPassAndAlteredOnesDoNot(t *testing.T) {
	for _, v := range signVectors(t) {
		if v.Name == "get-query-empty-hash" || v.Name == "get-query-with-qmark" {
			continue // forms that this service does not accept
		}
		form := QueryJSON
		if v.Name == "get-query-as-raw-string" {
			form = QueryRaw
		}
		s := newSimulator(t, Options{AccessKey: v.AK, SecretKey: v.SK, QueryForm: form})
		at := time.Date(2024, 12, 30, 8, 9, 10, 0, time.UTC)
		r, body := vectorRequest(t, v)
		if refused := s.authenticate(r, body, at); refused != nil {
			t.Errorf("%s %s: refused with %d %s", v.Version, v.Name, refused.code, refused.msg)
		}
		if refused := s.authenticate(r, body, at.Add(maxSkew+time.Minute)); refused == nil {
			t.Errorf("%s %s: accepted in spite of an old date", v.Version, v.Name)
		}
		for name := range v.Headers {
			if v.Version == "V2" && name == "content-type" {
				continue // not signed in version 2
			}
			altered, body := vectorRequest(t, v)
			altered.Header.Set(name, altered.Header.Get(name)+"x")
			if refused := s.authenticate(altered, body, at); refused == nil {
				t.Errorf("%s %s: accepted with another %s", v.Version, v.Name, name)
			}
		}
		if r.Method == http.MethodPost {
			if refused := s.authenticate(r, append(body, `{"a":1}`...), at); refused == nil {
				t.Errorf("%s %s: accepted with another body", v.Version, v.Name)
			}
		}
	}
}

func vectorRequest(t *testing.T, v signVector) (*http.Request, []byte) {
	t.Helper()
	method, path, body := http.MethodPost, "/openapi/open/x", v.HashedText+v.SignedTail
	if v.Path != "" {
		path = v.Path
	}
	if strings.HasPrefix(v.Name, "get-") {
		method, body = http.MethodGet, ""
		if strings.Contains(v.Name, "query") && v.Name != "get-no-query" {
			path += "?publicIP=116.162.203.188"
		}
	}
	r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
	for name, value := range v.Headers {
		r.Header.Set(name, value)
	}
	return r, []byte(body)
}

// Each thing that can be wrong has its code; with nothing wrong the call passes.
func TestAuthenticationFailuresHaveTheirCodes(t *testing.T) {
	cases := map[string]struct {
		options Options
		alter   func(http.Header)
		code    int
	}{
		"nothing wrong":         {Options{}, func(http.Header) {}, codeOK},
		"no headers":            {Options{}, func(h http.Header) { h.Del("x-sign"); h.Del("authver") }, codeNoAuthorization},
		"no timestamp":          {Options{}, func(h http.Header) { h.Del("x-timestamp") }, codeNoAuthorization},
		"unknown key":           {Options{}, func(h http.Header) { h.Set("x-ak", "other") }, codeKeyV2},
		"wrong signature":       {Options{}, func(h http.Header) { h.Set("x-sign", "00") }, codeSignatureV2},
		"timestamp in seconds":  {Options{}, func(h http.Header) { h.Set("x-timestamp", "1735546150") }, codeSignatureV2},
		"v2 where v1 is wanted": {Options{Signatures: SignatureV1}, func(http.Header) {}, codeNoAuthorization},
		"other secret":          {Options{SecretKey: "other"}, func(http.Header) {}, codeSignatureV2},
	}
	for name, c := range cases {
		s := newSimulator(t, c.options)
		r := signedRequest(t, "/openapi/open/group/infos", "{}")
		c.alter(r.Header)
		expectCode(t, s, name, r, c.code)
		if failures := s.Counters().AuthFailures; (failures == 1) != (c.code != codeOK) {
			t.Errorf("%s: %d authentication failures counted", name, failures)
		}
	}
}

func TestAuthenticationFailuresOfV1HaveTheirCodes(t *testing.T) {
	cases := map[string]struct {
		options Options
		alter   func(http.Header)
		code    int
	}{
		"nothing wrong":         {Options{}, func(http.Header) {}, codeOK},
		"the demanded host":     {Options{SigningHost: "host.example"}, func(http.Header) {}, codeOK},
		"another host":          {Options{SigningHost: "other.example"}, func(http.Header) {}, codeSignatureV1},
		"no x-host":             {Options{}, func(h http.Header) { h.Del("x-host") }, codeNoAuthorization},
		"unknown form":          {Options{}, func(h http.Header) { h.Set("Authorization", "Bearer x") }, codeNoAuthorization},
		"unknown key":           {Options{AccessKey: "other"}, func(http.Header) {}, codeKeyV1},
		"other secret":          {Options{SecretKey: "other"}, func(http.Header) {}, codeSignatureV1},
		"other content type":    {Options{}, func(h http.Header) { h.Set("Content-Type", "application/json; charset=utf-8") }, codeSignatureV1},
		"v1 where v2 is wanted": {Options{Signatures: SignatureV2}, func(http.Header) {}, codeSignatureV2},
	}
	for name, c := range cases {
		s := newSimulator(t, c.options)
		r := v1Request(t, "{}", "{}")
		c.alter(r.Header)
		expectCode(t, s, name, r, c.code)
	}
}

// Under version 1 the hash is over the text that a server makes of the body:
// a client that sends anything but the plain compact form is found out.
func TestV1HashesTheReserializedBody(t *testing.T) {
	cases := map[string]struct {
		sent string
		code int
	}{
		"plain":            {`{"padCode":"<é📱>"}`, codeOK},
		"HTML escapes":     {`{"padCode":"\u003cé📱\u003e"}`, codeSignatureV1},
		"blanks":           {`{"padCode": "x"}`, codeSignatureV1},
		"long fraction":    {`{"padCode":"x","n":10.50}`, codeSignatureV1},
		"short fraction":   {`{"padCode":"x","n":10.5}`, codeOK},
		"null":             {`{"padCode":null}`, codeInvalidParameters},
		"a key twice":      {`{"padCode":"x","padCode":"y"}`, codeInvalidParameters},
		"a nested null":    {`{"padCode":"x","a":[{"b":null}]}`, codeInvalidParameters},
		"cut off":          {`{"padCode":"x"`, codeInvalidFormat},
		"two values":       {`{}{}`, codeInvalidFormat},
		"not an object":    {`[1]`, codeInvalidFormat},
		"wrong field type": {`{"padCode":5}`, codeInvalidFormat},
	}
	for name, c := range cases {
		s := newSimulator(t, Options{})
		expectCode(t, s, name, v1Request(t, c.sent, c.sent), c.code)
	}
}

// v1Request signs one text and sends another.
func v1Request(t *testing.T, signed, sent string) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/openapi/open/group/infos", strings.NewReader(sent))
	date := time.Now().UTC().Format(v1DateFormat)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("x-date", date)
	r.Header.Set("x-host", "host.example")
	r.Header.Set("Authorization", "HMAC-SHA256 Credential="+DefaultAccessKey+"/"+date[:8]+
		"/armcloud-paas/request, SignedHeaders=content-type;host;x-content-sha256;x-date, Signature="+
		signV1(DefaultSecretKey, date, "host.example", "application/json", signed))
	return r
}

func expectCode(t *testing.T, s *Simulator, name string, r *http.Request, want int) {
	t.Helper()
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	var a response
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatalf("%s: %v in %q", name, err, w.Body)
	}
	if a.Code != want || w.Code != http.StatusOK {
		t.Errorf("%s: HTTP %d, code %d %q, want %d", name, w.Code, a.Code, a.Msg, want)
	}
	if strings.Contains(w.Body.String(), DefaultSecretKey) {
		t.Errorf("%s: the answer contains the secret key", name)
	}
}
