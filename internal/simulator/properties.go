package simulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// property is one entry of a list of properties on the wire.
type property struct {
	Name  string `json:"propertiesName"`
	Value string `json:"propertiesValue"`
}

// propertiesAnswer is the properties of one phone (API document: Query
// instance attributes).
type propertiesRow struct {
	PadCode string     `json:"padCode"`
	Modem   []property `json:"modemPropertiesList"`
	System  []property `json:"systemPropertiesList"`
	Setting []property `json:"settingPropertiesList"`
	OAID    []property `json:"oaidPropertiesList"`
}

// padProperties is pad/padProperties: one phone.
func padProperties(s *Simulator, r *request) (any, *refusal) {
	inst, refused := s.parseInstance(r)
	if refused != nil {
		return nil, refused
	}
	return s.propertiesRow(inst), nil
}

// batchPadProperties is pad/batchPadProperties of the current level: up to 200
// phones, unknown ones are left out.
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

// shownProperties is every property that a phone shows, by list.
func (s *Simulator) visibleProperties(inst *instance) Properties {
	shown := s.defaultProperties(inst)
	for list, values := range shown {
		maps.Copy(values, inst.settings.overrides(list))
		maps.Copy(values, inst.settings.Reported[list])
		maps.DeleteFunc(values, func(name, value string) bool {
			_, reported := inst.settings.Reported[list][name]
			return reported && value == ""
		})
	}
	return shown
}

// ownProperties is what a phone shows that nobody has written properties to.
func (s *Simulator) defaultProperties(inst *instance) Properties {
	return Properties{
		listModem: s.modemProperties(inst),
		listSystem: {
			"persist.sys.timezone": inst.settings.TimeZone, "persist.sys.language": inst.settings.Language, "persist.sys.country": inst.settings.Country,
			"ro.build.id": "QQ3A.200805.001", "ro.product.brand": deviceBrand, "ro.product.model": deviceModel,
			"ro.serialno": s.serial(inst),
		},
		listSetting: {"timezone": inst.settings.TimeZone, "language": inst.settings.Language},
		listOAID:    {"oaid": fmt.Sprintf("%016x", noise(s.account.seed, noiseOAID, uint64(inst.number)))}, //nolint:gosec // numbers are positive
	}
}

// imei is 15 digits, the last one the check digit.
func (s *Simulator) imei(inst *instance) string {
	return withCheckDigit(strconv.FormatUint(10_000_000_000_000+noise(s.account.seed, noiseIMEI, uint64(inst.number))%90_000_000_000_000, 10)) //nolint:gosec // numbers are positive
}

// withCheckDigit adds the digit that makes a number pass the formula of Luhn.
func withCheckDigit(number string) string {
	sum := 0
	for i := range len(number) {
		digit := int(number[len(number)-1-i] - '0')
		if i%2 == 0 {
			digit *= 2
		}
		sum += digit/10 + digit%10
	}
	return number + strconv.Itoa((10-sum%10)%10)
}

func (s *Simulator) serial(inst *instance) string {
	return fmt.Sprintf("%012X", noise(s.account.seed, noiseSerial, uint64(inst.number))>>16) //nolint:gosec // numbers are positive
}

// propertiesArgs is the six lists of updatePadProperties.
type propertiesArgs struct {
	Live      Properties `json:"live,omitempty"`
	Stored    Properties `json:"stored,omitempty"`
	Immediate Properties `json:"atOnce,omitempty"` // lists without a persistent variant
}

// updatePadProperties is pad/updatePadProperties (API document: Modify
// instance attributes).
var updatePadProperties = &operation{
	name: "updatePadProperties", changes: true,
	parseArgs: func(_ *Simulator, f *fields) any {
		var args propertiesArgs
		args.Live = args.Live.write(listModem, parseProperties(f, "modemPropertiesList"))
		args.Live = args.Live.write(listSystem, parseProperties(f, "systemPropertiesList"))
		args.Stored = args.Stored.write(listModem, parseProperties(f, "modemPersistPropertiesList"))
		args.Stored = args.Stored.write(listSystem, parseProperties(f, "systemPersistPropertiesList"))
		args.Immediate = args.Immediate.write(listSetting, parseProperties(f, "settingPropertiesList"))
		args.Immediate = args.Immediate.write(listOAID, parseProperties(f, "oaidPropertiesList"))
		if args.Live == nil && args.Stored == nil && args.Immediate == nil {
			f.refuse(codeInvalidParameters, "no properties are given")
		}
		return args
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args propertiesArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		for list, values := range args.Live {
			inst.settings.Live = inst.settings.Live.write(list, values)
		}
		for list, values := range args.Stored {
			inst.settings.Stored = inst.settings.Stored.write(list, values)
		}
		for list, values := range args.Immediate {
			inst.settings.Stored = inst.settings.Stored.write(list, values)
			inst.settings.Booted = inst.settings.Booted.write(list, values)
		}
		return "", nil
	},
}

func parseProperties(f *fields, name string) map[string]string {
	var list []property
	if !f.optional(name, &list) {
		return nil
	}
	values := make(map[string]string, len(list))
	for _, entry := range list {
		if entry.Name == "" {
			f.refuse(codeRequired, "propertiesName cannot be empty")
		}
		values[entry.Name] = entry.Value
	}
	return values
}
