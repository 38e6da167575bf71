package simulator

import (
	"maps"
	"slices"
)

// property is an entry of a list of properties in requests and responses.
type property struct {
	Name  string `json:"propertiesName"`
	Value string `json:"propertiesValue"`
}

// propertiesRow is the properties of one instance (API document: Query instance
// attributes).
type propertiesRow struct {
	PadCode string     `json:"padCode"`
	Modem   []property `json:"modemPropertiesList"`
	System  []property `json:"systemPropertiesList"`
	Setting []property `json:"settingPropertiesList"`
	OAID    []property `json:"oaidPropertiesList"`
}

// padProperties handles pad/padProperties, for one instance.
func padProperties(s *Simulator, r *request) (any, *refusal) {
	inst, refused := s.parseInstance(r)
	if refused != nil {
		return nil, refused
	}
	return s.propertiesRow(inst), nil
}

// batchPadProperties handles pad/batchPadProperties of the current level, for
// up to 200 instances. Unknown pad codes are left out.
func batchPadProperties(s *Simulator, r *request) (any, *refusal) {
	instances, refused := s.parseInstances(r, false)
	rows := make([]propertiesRow, 0, len(instances))
	for _, inst := range instances {
		rows = append(rows, s.propertiesRow(inst))
	}
	s.counters.countBatch(r.route.path, len(instances))
	return rows, refused
}

func (s *Simulator) propertiesRow(inst *instance) propertiesRow {
	shown := s.visibleProperties(inst)
	list := func(name string) []property {
		values := shown[name]
		entries := make([]property, 0, len(values))
		for _, key := range slices.Sorted(maps.Keys(values)) {
			entries = append(entries, property{key, values[key]})
		}
		return entries
	}
	return propertiesRow{inst.code, list(listModem), list(listSystem), list(listSetting), list(listOAID)}
}
