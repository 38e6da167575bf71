package fleet

import (
	"maps"
	"slices"
	"strconv"
)

// times holds the times of applies, in milliseconds since 1970, by pad code.
type times map[string]int64

// storedTimes are times in a record: the instances by time.
type storedTimes map[string]padSet

// decode returns the times of a record.
func (s storedTimes) decode(phones map[string]string) times {
	all := times{}
	for text, set := range s {
		at, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			continue
		}
		for code := range set.members(phones) {
			all[code] = at
		}
	}
	return all
}

// encode returns the times of the instances in phones for a record.
func (t times) encode(phones map[string]string) storedTimes {
	in := map[int64]map[string]bool{}
	for code, at := range t {
		if _, here := phones[code]; !here {
			continue
		}
		if in[at] == nil {
			in[at] = map[string]bool{}
		}
		in[at][code] = true
	}
	if len(in) == 0 {
		return nil
	}
	stored := make(storedTimes, len(in))
	codes := slices.Sorted(maps.Keys(phones))
	for at, members := range in {
		stored[strconv.FormatInt(at, 10)] = newPadSet(codes, members)
	}
	return stored
}

// timesBy holds times by a setting or an owner.
type timesBy map[string]times

func (t timesBy) set(key, code string, at int64) {
	if t[key] == nil {
		t[key] = times{}
	}
	t[key][code] = at
}

// of returns the times of an instance, or nil.
func (t timesBy) of(code string) map[string]int64 {
	var found map[string]int64
	for key, all := range t {
		at, known := all[code]
		if !known {
			continue
		}
		if found == nil {
			found = map[string]int64{}
		}
		found[key] = at
	}
	return found
}

func decodeTimesBy(stored map[string]storedTimes, phones map[string]string) timesBy {
	all := timesBy{}
	for key, s := range stored {
		all[key] = s.decode(phones)
	}
	return all
}

func (t timesBy) encode(phones map[string]string) map[string]storedTimes {
	var stored map[string]storedTimes
	for key, all := range t {
		encoded := all.encode(phones)
		if encoded == nil {
			continue
		}
		if stored == nil {
			stored = map[string]storedTimes{}
		}
		stored[key] = encoded
	}
	return stored
}
