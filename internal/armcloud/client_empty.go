package armcloud

// unlessEmpty returns the result of read. If it is empty, it reads once more: a single
// response without data does not prove that there is nothing.
func unlessEmpty[T any](read func() (T, error), empty func(T) bool) (T, error) {
	result, err := read()
	if err == nil && empty(result) {
		return read()
	}
	return result, err
}
