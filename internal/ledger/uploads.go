package ledger

// SetUpload records what an earlier process, or the resource that is being
// replaced, has left of an upload. request tells uploads apart.
func (l *Ledger) SetUpload(request, left string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.uploads == nil {
		l.uploads = map[string]string{}
	}
	l.uploads[request] = left
}

// Upload gives what SetUpload recorded; false: nothing.
func (l *Ledger) Upload(request string) (left string, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	left, ok = l.uploads[request]
	return left, ok
}
