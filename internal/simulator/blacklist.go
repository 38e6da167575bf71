package simulator

import (
	"encoding/json"
	"fmt"
	"slices"
)

// blackApp is an app that phones of a grade must not have.
type blacklistedApp struct {
	Package string `json:"appPkg"`
	Name    string `json:"appName"`
}

// setBlacklist is appBlack/setUpBlackList (API document: Add application
// blacklist list): it replaces the list of a grade. No phone changes until
// pad/triggeringBlacklist. Assumed, as the document is silent: an empty list
// is a list at the current level, and is refused in 2024 as a required field
// that is empty.
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
	if err := s.commit(&event{At: r.at, Kind: eventBlacklist, Blacklist: list}); err != nil {
		return nil, refuse(codeInternal, "the simulator cannot write its state file")
	}
	if r.current() {
		return nil, nil
	}
	return "", nil
}

// blacklist is the list of one grade.
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

type enforceArgs struct {
	Packages []string `json:"packages"` // sorted
}

// enforceBlacklist is pad/triggeringBlacklist (API document: Set instance
// blacklist): phones enforce the list that their grade has at this moment, in
// place of an earlier one. Without padCodes, or with an empty list of them, it
// is every phone of the grade, without a limit. Assumed, as the document is
// silent: a phone of another grade refuses the call, with 110051 if that grade
// has no list; apps that are installed already stay.
var enforceBlacklist = &operation{
	name: "triggeringBlacklist", changes: true,
	parseJobs: func(s *Simulator, r *request) []job {
		grade := parseGrade(r.fields)
		var codes []string
		r.fields.optional("padCodes", &codes)
		r.fields.checkLimit("padCodes", len(codes), r.route.limit)
		list, known := s.account.blacklists[grade]
		if r.fields.refused == nil && !known {
			r.fields.refuse(codeNoBlacklist, "No application blacklist configuration exists for specification %s", grade)
		}
		if r.fields.refused != nil {
			return nil
		}
		instances, refused := s.instancesOfGrade(r, grade, codes)
		if refused != nil {
			r.fields.refused = refused
			return nil
		}
		s.counters.countBatch(r.route.path, len(instances))
		args := enforceArgs{Packages: []string{}}
		for _, app := range list {
			args.Packages = append(args.Packages, app.Package)
		}
		slices.Sort(args.Packages)
		return []job{{instances: instances, args: encodeArgs(r.fields, args)}}
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args enforceArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		inst.settings.Blacklist = args.Packages
		return "", nil
	},
}

// phonesOfGrade is the named phones, which must be of the grade, or all of it.
func (s *Simulator) instancesOfGrade(r *request, grade string, codes []string) ([]*instance, *refusal) {
	if len(codes) > 0 {
		instances, refused := s.findInstances(r, codes, true)
		for _, inst := range instances {
			if _, listed := s.account.blacklists[inst.grade()]; !listed {
				return nil, refuse(codeNoBlacklist, "No application blacklist configuration exists for specification %s", inst.grade())
			}
			if inst.grade() != grade {
				return nil, refuse(codeInvalidParameters, "instance %s is of specification %s", inst.code, inst.grade())
			}
		}
		return instances, refused
	}
	var instances []*instance
	for i, of := range grades {
		if of == grade {
			instances = append(instances, *s.account.groups[i+1]...)
		}
	}
	for _, inst := range instances {
		s.advance(inst, r.at)
	}
	return instances, nil
}

// allows tells why a phone does not take an app; nil: it does.
func (inst *instance) checkBlacklist(packageName string) error {
	if slices.Contains(inst.settings.Blacklist, packageName) {
		return fmt.Errorf("INSTALL_FAILED_BLACKLISTED: %s is on the blacklist of the instance", packageName)
	}
	return nil
}

// Blacklists is the app names by package name that are set up for each phone
// grade, such as m2-3. A grade that was never set up is absent.
func (s *Simulator) Blacklists() map[string]map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	lists := map[string]map[string]string{}
	for grade, apps := range s.account.blacklists {
		lists[grade] = map[string]string{}
		for _, app := range apps {
			lists[grade][app.Package] = app.Name
		}
	}
	return lists
}
