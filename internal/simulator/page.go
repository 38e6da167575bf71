package simulator

import (
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed page
var pageFiles embed.FS

// pageTemplate is parsed on first use, because most processes never show the page.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(pageFiles, "page/index.html"))
})

// pagePolicy lets a browser load only the page's own script and style sheet, and show
// the page only by itself.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// isPage reports whether a request is for the page, which is the only path outside
// of ControlPrefix that is not the API's.
func isPage(r *http.Request) bool {
	return r.URL.Path == "/" && (r.Method == http.MethodGet || r.Method == http.MethodHead)
}

// pageHandler returns the handler of the page, which shows the account in a browser.
// It accepts the same requests as the control API.
func (s *Simulator) pageHandler() http.Handler {
	return requireLocal(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := viewOf(r.URL.Query())
		setPageHeaders(w, "text/html; charset=utf-8")
		_ = pageTemplate().Execute(w, pageData{View: v, Overview: s.overview(v)}) // a client that is gone needs no response
	}))
}

// handlePage registers what the page loads.
func (s *Simulator) handlePage(mux *http.ServeMux) {
	mux.HandleFunc("GET "+ControlPrefix+"overview", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		writeControl(w, s.overview(viewOf(r.URL.Query())))
	})
	for name, contentType := range map[string]string{"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"} {
		mux.HandleFunc("GET "+ControlPrefix+name, func(w http.ResponseWriter, _ *http.Request) {
			setPageHeaders(w, contentType)
			text, _ := pageFiles.ReadFile("page/" + name) // embedded
			_, _ = w.Write(text)                          // as above
		})
	}
}

func setPageHeaders(w http.ResponseWriter, contentType string) {
	for name, value := range map[string]string{
		"Content-Type": contentType, "Content-Security-Policy": pagePolicy, "Cache-Control": "no-store",
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
	} {
		w.Header().Set(name, value)
	}
}

// viewOf reads a view from a query. Values that make no sense count as absent.
func viewOf(query url.Values) view {
	v := view{Filter: strings.TrimSpace(query.Get("filter")), Show: query.Get("show"), Page: 1}
	if !slices.Contains(shows, v.Show) {
		v.Show = ""
	}
	if n, err := strconv.Atoi(query.Get("page")); err == nil {
		v.Page = max(n, 1)
	}
	return v
}

// pageData is the data of the template.
type pageData struct {
	View     view
	Overview overview
}

// Link returns the address of another page of the same view.
func (d pageData) Link(by int) string {
	query := url.Values{"page": {strconv.Itoa(d.Overview.Page + by)}}
	if d.View.Filter != "" {
		query.Set("filter", d.View.Filter)
	}
	if d.View.Show != "" {
		query.Set("show", d.View.Show)
	}
	return "/?" + query.Encode()
}
