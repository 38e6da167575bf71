package engine

// LeaveUpload records what an earlier process, or the resource that is being
// replaced, has left of an upload. request tells uploads apart.
func (l *Ledger) LeaveUpload(request, left string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.uploads == nil {
		l.uploads = map[string]string{}
	}
	l.uploads[request] = left
}

// LeftUpload gives what LeaveUpload recorded; false: nothing.
func (l *Ledger) LeftUpload(request string) (left string, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	left, ok = l.uploads[request]
	return left, ok
}
