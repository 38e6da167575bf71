package armcloud

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// picky accepts only some signatures and counts the requests of each version.
type picky struct {
	mu       sync.Mutex
	accepts  func(r *http.Request, body string) bool
	code     string
	requests map[string]int // by signature version
	latency  time.Duration
}

func (p *picky) RoundTrip(r *http.Request) (*http.Response, error) {
	text := ""
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		text = string(body)
	}
	version := "v1"
	if r.Header.Get("authver") != "" {
		version = "v2"
	}
	p.mu.Lock()
	if p.requests == nil {
		p.requests = map[string]int{}
	}
	p.requests[version]++
	p.mu.Unlock()
	if p.latency > 0 {
		<-time.After(p.latency)
	}
	response := `{"code":200,"data":[]}`
	if !p.accepts(r, text) {
		response = fmt.Sprintf(`{"code":%s,"msg":"signature"}`, p.code)
	}
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(response)), Request: r}, nil
}

func (p *picky) count(version string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.requests[version]
}

func onlyV2(r *http.Request, _ string) bool { return r.Header.Get("authver") == "2.0" }

func onlyV1(r *http.Request, _ string) bool { return r.Header.Get("authorization") != "" }

func nobody(*http.Request, string) bool { return false }

func auto(config *Config) { config.SignatureVersion = SignatureAuto }
