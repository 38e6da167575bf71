package fleet

import (
	"maps"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
)

// printLength is the length of the fingerprint of a password. It is shorter than others,
// because a fleet has as many as instances.
const printLength = 12

// sentPasswords holds the fingerprints of the write-only proxy passwords that instances
// were sent, by key pair and pad code.
type sentPasswords map[string]map[string]string

// storedPasswords are the fingerprints of one key pair in a record. To store 10,000 in
// little space, they are concatenated in the order of the pad codes.
type storedPasswords struct {
	Of     padSet `json:"of"`
	Prints string `json:"prints"`
}

// decodePasswords returns the passwords of a record. Fingerprints that do not belong to
// the instances are replaced by "", which no password has.
func decodePasswords(stored map[string]storedPasswords, phones map[string]string) sentPasswords {
	all := sentPasswords{}
	for pair, s := range stored {
		codes := slices.Sorted(maps.Keys(s.Of.members(phones)))
		fits := len(s.Prints) == len(codes)*printLength
		all[pair] = make(map[string]string, len(codes))
		for i, code := range codes {
			all[pair][code] = ""
			if fits {
				all[pair][code] = s.Prints[i*printLength : (i+1)*printLength]
			}
		}
	}
	return all
}

// encode returns the passwords of the instances in phones for a record.
func (s sentPasswords) encode(phones map[string]string) map[string]storedPasswords {
	var stored map[string]storedPasswords
	codes := slices.Sorted(maps.Keys(phones))
	for pair, prints := range s {
		in := make(map[string]bool, len(prints))
		text := make([]byte, 0, len(prints)*printLength)
		for _, code := range codes {
			if print, sent := prints[code]; sent {
				in[code] = true
				text = append(text, print...)
			}
		}
		if len(in) == 0 {
			continue
		}
		if stored == nil {
			stored = map[string]storedPasswords{}
		}
		stored[pair] = storedPasswords{Of: newPadSet(codes, in), Prints: string(text)}
	}
	return stored
}

// codes returns the instances that were sent a password.
func (s sentPasswords) codes() map[string]bool {
	all := map[string]bool{}
	for _, prints := range s {
		for code := range prints {
			all[code] = true
		}
	}
	return all
}

// has reports whether an instance was sent a password.
func (s sentPasswords) has(code string) bool {
	for _, prints := range s {
		if _, sent := prints[code]; sent {
			return true
		}
	}
	return false
}

// is reports whether the password that an instance was sent is known to have the
// fingerprint.
func (s sentPasswords) is(of ownership.Fingerprints, code, print string) bool {
	return of.Known() && print != "" && s[of.Pair()][code] == print
}

// set records that an instance was sent the password with the fingerprint, or none if
// that is "". See ownership.Secret.Sent for those of other key pairs.
func (s sentPasswords) set(of ownership.Fingerprints, code, print string) {
	before, known := s[of.Pair()][code]
	if print == "" || known && before != print {
		s.drop(code)
	}
	if print == "" {
		return
	}
	if s[of.Pair()] == nil {
		s[of.Pair()] = map[string]string{}
	}
	s[of.Pair()][code] = print
}

// drop forgets the password of an instance.
func (s sentPasswords) drop(code string) {
	for _, prints := range s {
		delete(prints, code)
	}
}
