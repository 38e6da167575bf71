package ledger

// SetUpload records an unfinished upload of an earlier process, or of the object
// that is being replaced. request identifies the upload; pending is what its
// successor needs, in a format of the caller.
func (l *Ledger) SetUpload(request, pending string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.uploads == nil {
		l.uploads = map[string]string{}
	}
	l.uploads[request] = pending
}

// Upload returns what SetUpload recorded for the request, and false if it
// recorded nothing.
func (l *Ledger) Upload(request string) (pending string, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	pending, ok = l.uploads[request]
	return pending, ok
}
