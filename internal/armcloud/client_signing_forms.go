package armcloud

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// signing knows which ways of signing the service accepts, as far as that has
// been seen.
type signing struct {
	keys keys
	host string

	mu       sync.Mutex
	versions []SignatureVersion // those still worth trying, best first
	settled  bool               // the first of them has been accepted
	queries  map[SignatureVersion]queryForm
	probe    *probe // the request that is finding out, if one is under way
}

// probe is the first request of a client that has to find the version.
type probe struct {
	done    chan struct{}
	refused *Error // set when every version was refused
}

func newSigning(config Config) *signing {
	s := &signing{
		keys:    keys{access: config.AccessKey, secret: config.SecretKey},
		host:    config.SigningHost,
		queries: map[SignatureVersion]queryForm{},
	}
	switch config.SignatureVersion {
	case SignatureV1, SignatureV2:
		s.versions, s.settled = []SignatureVersion{config.SignatureVersion}, true
	default:
		s.versions = []SignatureVersion{SignatureV1, SignatureV2}
	}
	return s
}

// enter lets one caller find out which version is accepted while the others
// wait for what it finds, so that a thousand callers do not fail a thousand
// times. The caller runs the returned function at the end, with its error.
func (s *signing) enter(ctx context.Context) (func(*Error), error) {
	s.mu.Lock()
	if s.settled {
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
		// Settled now, or the probe found nothing because the service could
		// not be reached; then nobody has to queue for the next failure.
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

// forms lists how to sign a request, best first.
func (s *signing) forms(msg *message) []form {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []form
	for _, version := range s.versions {
		if msg.query == "" {
			list = append(list, form{version, queryNotSigned})
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

// accepted remembers a form that the service accepted.
func (s *signing) accepted(f form) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.query != queryNotSigned {
		s.queries[f.version] = f.query
	}
	s.settled = true
	if f.version == SignatureV2 {
		// Never back to version 1: it is the one that stumbles over bodies
		// which the service writes differently.
		s.versions = []SignatureVersion{SignatureV2}
	}
}

// headers signs a request.
func (s *signing) headers(msg *message, f form, at time.Time) http.Header {
	text := msg.body
	switch f.query {
	case queryAsJSON:
		text = msg.queryJSON
	case queryAsSent:
		text = []byte(msg.query)
	case queryWithSign:
		text = []byte("?" + msg.query)
	case queryNotSigned:
	}
	if f.version == SignatureV2 {
		return signV2(s.keys, msg.op.Path, text, at)
	}
	return signV1(s.keys, s.host, contentType, text, at)
}
