package simulator

import "slices"

// blacklistedApp is an app that instances of a grade must not install.
type blacklistedApp struct {
	Package string `json:"appPkg"`
	Name    string `json:"appName"`
}

// setBlacklist handles appBlack/setUpBlackList (API document: Add application
// blacklist list). It replaces the list of a grade. Instances enforce it only
// after pad/triggeringBlacklist. Assumed: an empty list is valid at the current
// level, and refused in 2024 as an empty required field.
func setBlacklist(s *Simulator, r *request) (any, *refusal) {
	f := r.fields
	grade := parseGrade(f)
	var apps []blacklistedApp
	if r.current() && string(f.values["blackApps"]) == "[]" {
		apps = []blacklistedApp{}
	} else {
		f.required("blackApps", &apps)
	}
	seen := map[string]bool{}
	for _, app := range apps {
		if app.Package == "" || app.Name == "" {
			f.refuse(codeRequired, "appPkg and appName cannot be empty")
		}
		if seen[app.Package] {
			f.refuse(codeInvalidParameters, "app %s is named twice", app.Package)
		}
		seen[app.Package] = true
	}
	if f.refused != nil {
		return nil, f.refused
	}
	list := &blacklist{Grade: grade, Apps: apps}
	if refused := s.commitRequest(&event{At: r.at, Kind: eventBlacklist, Blacklist: list}); refused != nil {
		return nil, refused
	}
	if r.current() {
		return nil, nil
	}
	return "", nil
}

// blacklist is the blacklist of one grade.
type blacklist struct {
	Grade string           `json:"grade"`
	Apps  []blacklistedApp `json:"apps"`
}

func parseGrade(f *fields) string {
	var grade string
	f.required("padGrade", &grade)
	if f.refused == nil && !slices.Contains(grades[:], grade) {
		f.refuse(codeInvalidParameters, "there is no instance specification %q", grade)
	}
	return grade
}
