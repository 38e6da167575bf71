package simulator

import (
	"fmt"
	"net/url"
	"slices"
	"time"
)

// Ids of callback types, as insertCallback and updateCallback take them. They
// differ from the callbackType in the same row of the list.
const (
	CallbackCommand    = 11 // asyncCmd
	CallbackFilePush   = 12 // pad/v2/uploadFile
	CallbackInstall    = 13
	CallbackFileUpload = 14 // file/cache and app/cache
	CallbackUninstall  = 15
	CallbackAppStart   = 16
	CallbackAppStop    = 17
	CallbackAppRestart = 18
	CallbackAppList    = 19 // pad/listApp
	CallbackRestart    = 20 // restart and reset
	CallbackStatus     = 21 // padStatus changed
	CallbackDevice     = 22 // the status of a device changed
	CallbackUpgrade    = 23
	CallbackBlacklist  = 24
)

// CallbackType is a type of callback (API document: Query the list of types
// supported by the server).
type CallbackType struct {
	Name string `json:"callbackName"`
	Type string `json:"callbackType"`
	ID   int    `json:"id"`
}

// callbackTypes is the list that the service returns. The document prints three
// entries as an example. The names and numbers of the others are assumed.
var callbackTypes = []CallbackType{
	{"Asynchronous ADB command tasks", "1", CallbackCommand},
	{"Instance file upload tasks", "2", CallbackFilePush},
	{"Application installation tasks", "3", CallbackInstall},
	{"File upload tasks", "4", CallbackFileUpload},
	{"Application uninstallation tasks", "5", CallbackUninstall},
	{"Application start tasks", "6", CallbackAppStart},
	{"Application stop tasks", "7", CallbackAppStop},
	{"Application restart tasks", "8", CallbackAppRestart},
	{"Instance application lists", "9", CallbackAppList},
	{"Instance restart and reset tasks", "10", CallbackRestart},
	{"Instance status", "11", CallbackStatus},
	{"Cloud machine status", "12", CallbackDevice},
	{"Image upgrade tasks", "13", CallbackUpgrade},
	{"Application blacklist tasks", "14", CallbackBlacklist},
}

// callback is the callback of an account, which has at most one.
type callback struct {
	URL   string `json:"url"`
	Types []int  `json:"types"` // sorted ids
}

func (c *callback) enabled(id int) bool { return c != nil && slices.Contains(c.Types, id) }

// listCallbackTypes handles config/selectList (API document: Query the list of
// types supported by the server).
func listCallbackTypes(*Simulator, *request) (any, *refusal) { return callbackTypes, nil }

// getCallback handles config/selectCallback (API document: Query the current
// user-configured callback address). The response without a callback is not
// documented. Assumed: null at the current level, "" in 2024.
func getCallback(s *Simulator, r *request) (any, *refusal) {
	switch {
	case s.account.callback != nil:
		return s.account.callback.URL, nil
	case r.current():
		return nil, nil
	}
	return "", nil
}

// insertCallback handles config/insertCallback (API document: Add callback
// address configuration). It returns the number of types configured. Assumed:
// an account has one address, so a second insert is refused, even with the same
// address.
func insertCallback(s *Simulator, r *request) (any, *refusal) {
	added := parseCallback(r.fields)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	if s.account.callback != nil {
		return nil, refuse(codeInvalidParameters, "a callback address is already configured")
	}
	return s.commitCallback(r, added)
}

// updateCallback handles config/updateCallback (API document: Modify the
// callback address configuration). It replaces the address and the types; with
// Options.CallbackUpdateAdds it adds to the types. It returns the number of
// types configured afterwards. Assumed: it is refused if there is no callback.
func updateCallback(s *Simulator, r *request) (any, *refusal) {
	updated := parseCallback(r.fields)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	existing := s.account.callback
	if existing == nil {
		return nil, refuse(codeInvalidParameters, "no callback address is configured")
	}
	if s.options.CallbackUpdateAdds {
		updated.Types = sortedSet(append(updated.Types, existing.Types...))
	}
	return s.commitCallback(r, updated)
}

// deleteCallback handles config/deleteCallback (API document: Delete the
// current user-configured callback address). It returns the number of types
// that were configured.
func deleteCallback(s *Simulator, r *request) (any, *refusal) {
	if s.account.callback == nil {
		return 0, nil
	}
	removed := len(s.account.callback.Types)
	if _, refused := s.commitCallback(r, nil); refused != nil {
		return nil, refused
	}
	return removed, nil
}

func (s *Simulator) commitCallback(r *request, to *callback) (any, *refusal) {
	if refused := s.commitRequest(&event{At: r.at, Kind: eventCallback, Callback: to}); refused != nil {
		return nil, refused
	}
	if to == nil {
		return 0, nil
	}
	return len(to.Types), nil
}

func parseCallback(f *fields) *callback {
	var c callback
	f.required("callbackIdList", &c.Types)
	f.required("callbackUrl", &c.URL)
	if f.refused == nil {
		if err := c.validate(); err != nil {
			f.refuse(codeInvalidParameters, "%v", err)
		}
	}
	c.Types = sortedSet(c.Types)
	return &c
}

func (c *callback) validate() error {
	address, err := url.Parse(c.URL)
	if err != nil || !oneOf(address.Scheme, "http", "https") || address.Hostname() == "" {
		return fmt.Errorf("the callback address must begin with http:// or https://")
	}
	for _, id := range c.Types {
		if !slices.ContainsFunc(callbackTypes, func(t CallbackType) bool { return t.ID == id }) {
			return fmt.Errorf("there is no callback type with the ID %d", id)
		}
	}
	return nil
}

func sortedSet(ids []int) []int {
	sorted := slices.Clone(ids)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// setCallback sets the callback of the account from a time on; nil removes it.
// Everything due before that time is applied first, so that it is reported to
// the previous callback.
func (s *Simulator) setCallback(to *callback, at time.Time) {
	s.advanceUploads(at)
	for _, inst := range slices.Clone(s.account.all) {
		s.advance(inst, at)
	}
	s.account.callback = to
	s.resetAlarms()
}
