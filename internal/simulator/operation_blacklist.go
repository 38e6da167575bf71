package simulator

import (
	"encoding/json"
	"fmt"
	"slices"
)

type enforceArgs struct {
	Packages []string `json:"packages"` // sorted
}

// enforceBlacklist is pad/triggeringBlacklist (API document: Set instance
// blacklist). The instances enforce the list that their grade has now, replacing
// an earlier one. Without padCodes, or with an empty list, it applies to every
// instance of the grade, without a limit. Assumed, because the document doesn't
// say: an instance of another grade refuses the call, with 110051 if that grade
// has no list; installed apps stay.
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

// instancesOfGrade returns the instances with the given codes, which must be of
// the grade, or all instances of the grade if there are no codes.
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

// checkBlacklist returns an error if the blacklist of the instance has the package.
func (inst *instance) checkBlacklist(packageName string) error {
	if slices.Contains(inst.settings.Blacklist, packageName) {
		return fmt.Errorf("INSTALL_FAILED_BLACKLISTED: %s is on the blacklist of the instance", packageName)
	}
	return nil
}
