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
	known    bool               // the service has accepted versions[0]
	queries  map[SignatureVersion]queryForm
	probe    *probe // the request that is finding out, nil if there is none
}

// probe is the first request of a client, which finds out the version.
type probe struct {
	done    chan struct{}
	refused *Error // set if every version was refused
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
// of them. The caller must call the returned function with the error of its
// request, or nil.
func (s *signer) startProbe(ctx context.Context) (func(*Error), error) {
	s.mu.Lock()
	if s.known {
		s.mu.Unlock()
		return func(*Error) {}, nil
	}
	if p := s.probe; p != nil {
		s.mu.Unlock()
		select {
		case <-p.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if p.refused != nil {
			return nil, p.refused
		}
		// The version is known now, or the probe could not reach the service. In
		// that case all callers go on in parallel instead of probing in turn.
		return func(*Error) {}, nil
	}
	p := &probe{done: make(chan struct{})}
	s.probe = p
	s.mu.Unlock()
	return func(err *Error) {
		s.mu.Lock()
		s.probe = nil
		s.mu.Unlock()
		if err != nil && err.Class == ClassAuth {
			p.refused = err
		}
		close(p.done)
	}, nil
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

// accepted remembers a form that the service has accepted.
func (s *signer) accepted(f form) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.query != queryNone {
		s.queries[f.version] = f.query
	}
	s.known = true
	if f.version == SignatureV2 {
		// Never go back to version 1: it is the one that fails on bodies which
		// the service encodes differently.
		s.versions = []SignatureVersion{SignatureV2}
	}
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
