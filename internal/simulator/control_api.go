package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// ControlPrefix is the path prefix of the control API. The control API needs no
// signature and accepts requests from loopback addresses to a loopback address only,
// and none of other sites in a browser.
const ControlPrefix = "/_simulator/"

// controlRequest is the body of every POST to the control API. Each path uses
// some of the fields.
type controlRequest struct {
	PadCodes []string       `json:"padCodes"`
	Set      *DriftSet      `json:"set"`
	Online   *bool          `json:"online"`
	Status   int            `json:"status"`
	Count    int            `json:"count"`
	Faults   []FaultRequest `json:"faults"`
	URL      string         `json:"url"`
	TypeIDs  []int          `json:"typeIds"`
	PublicIP string         `json:"publicIp"`
	PadCode  string         `json:"padCode"`
	Image    *Image         `json:"image"`
	Remove   *CatalogItems  `json:"forget"`
}

// FaultRequest is a Fault as the control API takes it. Delay is a duration such
// as "250ms".
type FaultRequest struct {
	Path       string `json:"path"`
	Kind       string `json:"kind"`
	Times      int    `json:"times"`
	After      int    `json:"after"`
	PadCode    string `json:"padCode"`
	Code       int    `json:"code"`
	Message    string `json:"message"`
	Status     int    `json:"status"`
	RetryAfter int    `json:"retryAfter"`
	Delay      string `json:"delay"`
	Count      int    `json:"count"`
}

func (s *Simulator) controlHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_simulator/counters", func(w http.ResponseWriter, _ *http.Request) {
		writeControl(w, s.Counters())
	})
	// The catalog had another name in earlier versions.
	for _, name := range []string{"catalog", "catalogue"} {
		mux.HandleFunc("GET /_simulator/"+name, func(w http.ResponseWriter, _ *http.Request) {
			writeControl(w, s.Catalog())
		})
	}
	mux.HandleFunc("GET /_simulator/phones", func(w http.ResponseWriter, _ *http.Request) {
		writeControl(w, s.PadCodes())
	})
	mux.HandleFunc("GET /_simulator/phones/{code}", func(w http.ResponseWriter, r *http.Request) {
		state, found := s.Instance(r.PathValue("code"))
		if !found {
			http.Error(w, "no such instance", http.StatusNotFound)
			return
		}
		writeControl(w, state)
	})
	s.handleAccountQueries(mux)
	s.handlePage(mux)
	for path, handle := range map[string]func(controlRequest) (any, error){
		"callbacks":        s.controlCallback,
		"public-ips":       s.controlPublicIP,
		"counters/reset":   func(controlRequest) (any, error) { s.ResetCounters(); return nil, nil },
		"faults/clear":     func(controlRequest) (any, error) { s.ClearFaults(); return nil, nil },
		"faults":           s.controlFaults,
		"drift":            s.controlDrift,
		"image":            s.controlImage,
		"catalogue/remove": s.controlRemoveItems,
		"catalog/remove":   s.controlRemoveItems,
		"online":           s.controlOnline,
		"status":           func(c controlRequest) (any, error) { return nil, s.SetStatus(c.PadCodes, c.Status) },
		"remove":           func(c controlRequest) (any, error) { return nil, s.Remove(c.PadCodes) },
		"add":              func(c controlRequest) (any, error) { return s.Add(max(c.Count, 1)) },
	} {
		mux.HandleFunc("POST "+ControlPrefix+path, handleControl(handle))
	}
	return requireLocal(mux)
}

func (s *Simulator) controlDrift(c controlRequest) (any, error) {
	if c.Set == nil {
		return nil, fmt.Errorf("set is missing")
	}
	return nil, s.Drift(c.PadCodes, *c.Set)
}

func (s *Simulator) controlImage(c controlRequest) (any, error) {
	if c.Image == nil {
		return nil, fmt.Errorf("image is missing")
	}
	return nil, s.AddImage(c.Image.ID, c.Image.Android)
}

func (s *Simulator) controlRemoveItems(c controlRequest) (any, error) {
	if c.Remove == nil || c.Remove.Empty() {
		return nil, fmt.Errorf("forget is missing")
	}
	return nil, s.removeItems(c.Remove)
}

func (s *Simulator) controlOnline(c controlRequest) (any, error) {
	if c.Online == nil {
		return nil, fmt.Errorf("online is missing")
	}
	return nil, s.SetOnline(c.PadCodes, *c.Online)
}

// controlFaults adds all faults of a request, or none if one is invalid.
func (s *Simulator) controlFaults(c controlRequest) (any, error) {
	rules := make([]Fault, 0, len(c.Faults))
	for _, f := range c.Faults {
		var delay time.Duration
		if f.Delay != "" {
			var err error
			if delay, err = time.ParseDuration(f.Delay); err != nil {
				return nil, fmt.Errorf("delay %q is not a duration", f.Delay)
			}
		}
		rules = append(rules, Fault{
			f.Path, f.Kind, f.Times, f.After, f.PadCode, f.Code, f.Message, f.Status, f.RetryAfter, delay, f.Count,
		})
	}
	for _, rule := range rules {
		if err := rule.validate(); err != nil {
			return nil, err
		}
	}
	for _, rule := range rules {
		if err := s.AddFault(rule); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// handleControl decodes a request and rejects unknown fields.
func handleControl(handle func(controlRequest) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var c controlRequest
		in := json.NewDecoder(io.LimitReader(r.Body, maxBody))
		in.DisallowUnknownFields()
		if err := in.Decode(&c); err != nil && !errors.Is(err, io.EOF) {
			http.Error(w, "invalid request body: "+err.Error(), http.StatusBadRequest)
			return
		}
		response, err := handle(c)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		writeControl(w, response)
	}
}

func writeControl(w http.ResponseWriter, response any) {
	if response == nil {
		response = map[string]bool{"ok": true}
	}
	w.Header().Set("Content-Type", "application/json")
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	_ = out.Encode(response) // a client that is gone needs no response
}

// handleAccountQueries registers the queries that do not concern an instance.
func (s *Simulator) handleAccountQueries(mux *http.ServeMux) {
	for path, query := range map[string]func() any{
		"callbacks":  func() any { return s.Callback() },
		"public-ips": func() any { return s.PublicIPBindings() },
		"blacklists": func() any { return s.Blacklists() },
		"tokens":     func() any { return s.Tokens() },
	} {
		mux.HandleFunc("GET "+ControlPrefix+path, func(w http.ResponseWriter, _ *http.Request) { writeControl(w, query()) })
	}
}

func (s *Simulator) controlCallback(c controlRequest) (any, error) {
	return nil, s.SetCallback(c.URL, c.TypeIDs...)
}

func (s *Simulator) controlPublicIP(c controlRequest) (any, error) {
	return nil, s.BindPublicIP(c.PublicIP, c.PadCode)
}
