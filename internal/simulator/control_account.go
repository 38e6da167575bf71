package simulator

import "net/http"

// lookAtAccount serves what concerns no phone.
func (s *Simulator) handleAccountQueries(mux *http.ServeMux) {
	for path, look := range map[string]func() any{
		"callbacks":  func() any { return s.Callback() },
		"public-ips": func() any { return s.PublicIPBindings() },
		"blacklists": func() any { return s.Blacklists() },
	} {
		mux.HandleFunc("GET "+ControlPrefix+path, func(w http.ResponseWriter, _ *http.Request) { writeControl(w, look()) })
	}
}

func (s *Simulator) controlCallback(c controlRequest) (any, error) {
	return nil, s.SetCallback(c.URL, c.TypeIDs...)
}

func (s *Simulator) controlPublicIP(c controlRequest) (any, error) {
	return nil, s.BindPublicIP(c.PublicIP, c.PadCode)
}
