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
		t.Fatalf("got %d vectors, want 19", len(file.Vectors))
	}
	return file.Vectors
}

// signV1 and signV2 compute the signatures of all published vectors.
func TestSignaturesMatchTheVectors(t *testing.T) {
	for _, v := range signVectors(t) {
		got := signV2(v.SK, v.XTimestamp, v.Path, v.SignedTail)
		if v.Version == "V1" {
			got = signV1(v.SK, v.XDate, v.Host, v.ContentType, v.HashedText)
		}
		if got != v.Signature {
			t.Errorf("%s %s: got %s, want %s", v.Version, v.Name, got, v.Signature)
		}
	}
}

// The requests of the vectors are accepted, and refused if any header or the body
// is altered.
func TestAlteredRequestsOfTheVectorsAreRefused(t *testing.T) {
	for _, v := range signVectors(t) {
		if v.Name == "get-query-empty-hash" || v.Name == "get-query-with-qmark" {
			continue // forms that the simulator does not accept
		}
		form := QueryJSON
		if v.Name == "get-query-as-raw-string" {
			form = QueryRaw
		}
		s := newSimulator(t, Options{AccessKey: v.AK, SecretKey: v.SK, QueryForm: form})
		at := time.Date(2024, 12, 30, 8, 9, 10, 0, time.UTC)
		r, body := vectorRequest(t, v)
		if refused := s.authenticate(r, body, at); refused != nil {
			t.Errorf("%s %s: got refusal %d %s, want none", v.Version, v.Name, refused.code, refused.msg)
		}
		if refused := s.authenticate(r, body, at.Add(maxSkew+time.Minute)); refused == nil {
			t.Errorf("%s %s: accepted with an old date", v.Version, v.Name)
		}
		for name := range v.Headers {
			if v.Version == "V2" && name == "content-type" {
				continue // not signed in version 2
			}
			altered, body := vectorRequest(t, v)
			altered.Header.Set(name, altered.Header.Get(name)+"x")
			if refused := s.authenticate(altered, body, at); refused == nil {
				t.Errorf("%s %s: accepted with an altered %s", v.Version, v.Name, name)
			}
		}
		if r.Method == http.MethodPost {
			if refused := s.authenticate(r, append(body, `{"a":1}`...), at); refused == nil {
				t.Errorf("%s %s: accepted with an altered body", v.Version, v.Name)
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

// Each authentication failure has its code. Only failures are counted.
func TestAuthenticationFailureCodes(t *testing.T) {
	cases := map[string]struct {
		options Options
		alter   func(http.Header)
		code    int
	}{
		"nothing wrong":          {Options{}, func(http.Header) {}, codeOK},
		"no headers":             {Options{}, func(h http.Header) { h.Del("x-sign"); h.Del("authver") }, codeNoAuthorization},
		"no timestamp":           {Options{}, func(h http.Header) { h.Del("x-timestamp") }, codeNoAuthorization},
		"unknown key":            {Options{}, func(h http.Header) { h.Set("x-ak", "other") }, codeKeyV2},
		"wrong signature":        {Options{}, func(h http.Header) { h.Set("x-sign", "00") }, codeSignatureV2},
		"timestamp in seconds":   {Options{}, func(h http.Header) { h.Set("x-timestamp", "1735546150") }, codeSignatureV2},
		"v2, but v1 is required": {Options{Signatures: SignatureV1}, func(http.Header) {}, codeNoAuthorization},
		"other secret":           {Options{SecretKey: "other"}, func(http.Header) {}, codeSignatureV2},
	}
	for name, c := range cases {
		s := newSimulator(t, c.options)
		r := signedRequest(t, "/openapi/open/group/infos", "{}")
		c.alter(r.Header)
		expectCode(t, s, name, r, c.code)
		if failures := s.Counters().AuthFailures; (failures == 1) != (c.code != codeOK) {
			t.Errorf("%s: got %d authentication failures, want 1 only for a refusal", name, failures)
		}
	}
}

func TestAuthenticationFailureCodesOfV1(t *testing.T) {
	cases := map[string]struct {
		options Options
		alter   func(http.Header)
		code    int
	}{
		"nothing wrong":          {Options{}, func(http.Header) {}, codeOK},
		"the required host":      {Options{SigningHost: "host.example"}, func(http.Header) {}, codeOK},
		"another host":           {Options{SigningHost: "other.example"}, func(http.Header) {}, codeSignatureV1},
		"no x-host":              {Options{}, func(h http.Header) { h.Del("x-host") }, codeNoAuthorization},
		"unknown form":           {Options{}, func(h http.Header) { h.Set("Authorization", "Bearer x") }, codeNoAuthorization},
		"unknown key":            {Options{AccessKey: "other"}, func(http.Header) {}, codeKeyV1},
		"other secret":           {Options{SecretKey: "other"}, func(http.Header) {}, codeSignatureV1},
		"other content type":     {Options{}, func(h http.Header) { h.Set("Content-Type", "application/json; charset=utf-8") }, codeSignatureV1},
		"v1, but v2 is required": {Options{Signatures: SignatureV2}, func(http.Header) {}, codeSignatureV2},
	}
	for name, c := range cases {
		s := newSimulator(t, c.options)
		r := v1Request(t, "{}", "{}")
		c.alter(r.Header)
		expectCode(t, s, name, r, c.code)
	}
}

// Version 1 hashes the reserialized body, so only bodies in compact form are
// accepted.
func TestV1HashesTheReserializedBody(t *testing.T) {
	cases := map[string]struct {
		sent string
		code int
	}{
		"plain":            {`{"padCode":"<é📱>"}`, codeOK},
		"HTML escapes":     {`{"padCode":"\u003cé📱\u003e"}`, codeSignatureV1},
		"spaces":           {`{"padCode": "x"}`, codeSignatureV1},
		"long fraction":    {`{"padCode":"x","n":10.50}`, codeSignatureV1},
		"short fraction":   {`{"padCode":"x","n":10.5}`, codeOK},
		"null":             {`{"padCode":null}`, codeInvalidParameters},
		"duplicate key":    {`{"padCode":"x","padCode":"y"}`, codeInvalidParameters},
		"a nested null":    {`{"padCode":"x","a":[{"b":null}]}`, codeInvalidParameters},
		"truncated":        {`{"padCode":"x"`, codeInvalidFormat},
		"two values":       {`{}{}`, codeInvalidFormat},
		"not an object":    {`[1]`, codeInvalidFormat},
		"wrong field type": {`{"padCode":5}`, codeInvalidFormat},
	}
	for name, c := range cases {
		s := newSimulator(t, Options{})
		expectCode(t, s, name, v1Request(t, c.sent, c.sent), c.code)
	}
}

// v1Request returns a request with one text as its body and the signature of another.
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
		t.Errorf("%s: got HTTP %d, code %d %q, want code %d", name, w.Code, a.Code, a.Msg, want)
	}
	if strings.Contains(w.Body.String(), DefaultSecretKey) {
		t.Errorf("%s: the response contains the secret key", name)
	}
}
