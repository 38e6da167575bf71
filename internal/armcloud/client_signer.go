package armcloud

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// queryForm is the form in which the query of a GET is signed. The API
// documents contradict each other about it.
type queryForm int

const (
	queryAsJSON           queryForm = iota // {"publicIP":"…"}
	queryAsSent                            // publicIP=…
	queryWithQuestionMark                  // ?publicIP=…
	queryNone                              // the request has no query
)

// form is one way to sign a request.
type form struct {
	version SignatureVersion
	query   queryForm
}

// queryForms are the query forms of each version, in the order in which they
// are tried.
var queryForms = map[SignatureVersion][]queryForm{
	SignatureV1: {queryAsJSON, queryAsSent},
	SignatureV2: {queryAsSent, queryWithQuestionMark},
}

// signer signs requests and remembers the forms that the service accepts.
type signer struct {
	keys keys
	host string

	mu       sync.Mutex
	versions []SignatureVersion // the versions to try, best first
	known    bool               // the service has accepted the signature of versions[0]
	proven   bool               // a request under versions[0] has succeeded
	queries  map[SignatureVersion]queryForm
	probe    *probe // the request that is finding out, nil if there is none
}

// probe is the first request of a client, which finds out the version.
type probe struct {
	done    chan struct{}
	refused *Error // set if every version was refused
	left    bool   // the caller left before the service responded
}

func newSigner(config Config) *signer {
	s := &signer{
		keys:    keys{access: config.AccessKey, secret: config.SecretKey},
		host:    config.SigningHost,
		queries: map[SignatureVersion]queryForm{},
	}
	switch config.SignatureVersion {
	case SignatureV1, SignatureV2:
		s.versions, s.known = []SignatureVersion{config.SignatureVersion}, true
	default:
		s.versions = []SignatureVersion{SignatureV1, SignatureV2}
	}
	return s
}

// startProbe lets one caller find out which version the service accepts. The
// others wait for the result, so that wrong keys fail one request and not all
// of them. If the caller leaves, another one takes its place. The caller must call
// the returned function with the error of its request, or nil.
func (s *signer) startProbe(ctx context.Context) (func(*Error), error) {
	for {
		s.mu.Lock()
		if s.known {
			s.mu.Unlock()
			return func(*Error) {}, nil
		}
		p := s.probe
		if p == nil {
			p = &probe{done: make(chan struct{})}
			s.probe = p
			s.mu.Unlock()
			return func(err *Error) { s.endProbe(p, err, ctx.Err() != nil) }, nil
		}
		s.mu.Unlock()
		select {
		case <-p.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		switch {
		case p.refused != nil:
			return nil, p.refused
		case !p.left:
			// The version is known now, or the probe could not reach the service. In
			// that case all callers go on in parallel instead of probing in turn.
			return func(*Error) {}, nil
		}
	}
}

// endProbe publishes the result of a probe. left means that its caller left.
func (s *signer) endProbe(p *probe, err *Error, left bool) {
	s.mu.Lock()
	s.probe = nil
	s.mu.Unlock()
	switch {
	case err == nil:
	case err.Class == ClassAuth:
		p.refused = err
	default:
		p.left = left
	}
	close(p.done)
}

// forms returns the forms in which to sign a message, best first.
func (s *signer) forms(msg *message) []form {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []form
	for _, version := range s.versions {
		if msg.query == "" {
			list = append(list, form{version, queryNone})
			continue
		}
		if query, ok := s.queries[version]; ok {
			list = append(list, form{version, query})
			continue
		}
		for _, query := range queryForms[version] {
			list = append(list, form{version, query})
		}
	}
	return list
}

// succeeded remembers the form of a request that succeeded.
func (s *signer) succeeded(f form) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.checked(f)
	if f.version != s.versions[0] {
		// Never go back to version 1: it is the one that fails on bodies which
		// the service encodes differently.
		s.versions = []SignatureVersion{f.version}
	}
	s.known, s.proven = true, true
}

// rejected remembers the form of a request whose signature was checked and that was
// rejected for another reason. A service may reject a version that it does not
// know, so this does not change the version.
func (s *signer) rejected(f form) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.checked(f)
	s.known = s.known || f.version == s.versions[0]
}

func (s *signer) checked(f form) {
	if f.query != queryNone {
		s.queries[f.version] = f.query
	}
}

// isProven reports whether a request under a version has succeeded and the version
// is still the best.
func (s *signer) isProven(version SignatureVersion) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.proven && s.versions[0] == version
}

// headers returns the headers that sign a message in a form.
func (s *signer) headers(msg *message, f form, at time.Time) http.Header {
	text := msg.body
	switch f.query {
	case queryAsJSON:
		text = msg.queryJSON
	case queryAsSent:
		text = []byte(msg.query)
	case queryWithQuestionMark:
		text = []byte("?" + msg.query)
	case queryNone:
	}
	if f.version == SignatureV2 {
		return signV2(s.keys, msg.op.Path, text, at)
	}
	return signV1(s.keys, s.host, contentType, text, at)
}
