package simulator

import "net/http"

// lookAtAccount serves what concerns no phone.
func (s *Simulator) lookAtAccount(mux *http.ServeMux) {
	for path, look := range map[string]func() any{
		"callbacks":  func() any { return s.Callback() },
		"public-ips": func() any { return s.PublicIPBindings() },
		"blacklists": func() any { return s.Blacklists() },
	} {
		mux.HandleFunc("GET "+controlPrefix+path, func(w http.ResponseWriter, _ *http.Request) { controlAnswer(w, look()) })
	}
}

func (s *Simulator) controlCallback(c controlCall) (any, error) {
	return nil, s.SetCallback(c.URL, c.TypeIDs...)
}

func (s *Simulator) controlPublicIP(c controlCall) (any, error) {
	return nil, s.BindPublicIP(c.PublicIP, c.PadCode)
}
