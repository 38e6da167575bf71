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
type propertiesAnswer struct {
	PadCode string     `json:"padCode"`
	Modem   []property `json:"modemPropertiesList"`
	System  []property `json:"systemPropertiesList"`
	Setting []property `json:"settingPropertiesList"`
	OAID    []property `json:"oaidPropertiesList"`
}

// padProperties is pad/padProperties: one phone.
func padProperties(s *Simulator, r *request) (any, *refusal) {
	p, refused := s.onePhone(r)
	if refused != nil {
		return nil, refused
	}
	return s.propertiesOf(p), nil
}

// batchPadProperties is pad/batchPadProperties of the current level: up to 200
// phones, unknown ones are left out.
func batchPadProperties(s *Simulator, r *request) (any, *refusal) {
	phones, refused := s.namedPhones(r, false)
	answers := make([]propertiesAnswer, 0, len(phones))
	for _, p := range phones {
		answers = append(answers, s.propertiesOf(p))
	}
	s.counters.batch(r.route.path, len(phones))
	return answers, refused
}

func (s *Simulator) propertiesOf(p *phone) propertiesAnswer {
	shown := s.shownProperties(p)
	list := func(name string) []property {
		values := shown[name]
		entries := make([]property, 0, len(values))
		for _, key := range slices.Sorted(maps.Keys(values)) {
			entries = append(entries, property{key, values[key]})
		}
		return entries
	}
	return propertiesAnswer{p.code, list(listModem), list(listSystem), list(listSetting), list(listOAID)}
}

// shownProperties is every property that a phone shows, by list.
func (s *Simulator) shownProperties(p *phone) Properties {
	shown := s.ownProperties(p)
	for list, values := range shown {
		maps.Copy(values, p.set.effective(list))
		maps.Copy(values, p.set.Reported[list])
		maps.DeleteFunc(values, func(name, value string) bool {
			_, reported := p.set.Reported[list][name]
			return reported && value == ""
		})
	}
	return shown
}

// ownProperties is what a phone shows that nobody has written properties to.
func (s *Simulator) ownProperties(p *phone) Properties {
	return Properties{
		listModem: s.modemProperties(p),
		listSystem: {
			"persist.sys.timezone": p.set.TimeZone, "persist.sys.language": p.set.Language, "persist.sys.country": p.set.Country,
			"ro.build.id": "QQ3A.200805.001", "ro.product.brand": phoneBrand, "ro.product.model": phoneModel,
			"ro.serialno": s.serial(p),
		},
		listSetting: {"timezone": p.set.TimeZone, "language": p.set.Language},
		listOAID:    {"oaid": fmt.Sprintf("%016x", noise(s.account.seed, noiseOAID, uint64(p.number)))}, //nolint:gosec // numbers are positive
	}
}

// imei is 15 digits, the last one the check digit.
func (s *Simulator) imei(p *phone) string {
	return withCheckDigit(strconv.FormatUint(10_000_000_000_000+noise(s.account.seed, noiseIMEI, uint64(p.number))%90_000_000_000_000, 10)) //nolint:gosec // numbers are positive
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

func (s *Simulator) serial(p *phone) string {
	return fmt.Sprintf("%012X", noise(s.account.seed, noiseSerial, uint64(p.number))>>16) //nolint:gosec // numbers are positive
}

// propertiesArgs is the six lists of updatePadProperties.
type propertiesArgs struct {
	Live   Properties `json:"live,omitempty"`
	Stored Properties `json:"stored,omitempty"`
	AtOnce Properties `json:"atOnce,omitempty"` // lists without a persistent variant
}

// updatePadProperties is pad/updatePadProperties (API document: Modify
// instance attributes).
var updatePadProperties = &operation{
	name: "updatePadProperties", change: true,
	check: func(_ *Simulator, f *fields) any {
		var args propertiesArgs
		args.Live = args.Live.write(listModem, readProperties(f, "modemPropertiesList"))
		args.Live = args.Live.write(listSystem, readProperties(f, "systemPropertiesList"))
		args.Stored = args.Stored.write(listModem, readProperties(f, "modemPersistPropertiesList"))
		args.Stored = args.Stored.write(listSystem, readProperties(f, "systemPersistPropertiesList"))
		args.AtOnce = args.AtOnce.write(listSetting, readProperties(f, "settingPropertiesList"))
		args.AtOnce = args.AtOnce.write(listOAID, readProperties(f, "oaidPropertiesList"))
		if args.Live == nil && args.Stored == nil && args.AtOnce == nil {
			f.refuse(codeWrongParameters, "no properties are given")
		}
		return args
	},
	apply: func(_ *Simulator, p *phone, raw json.RawMessage) (string, error) {
		var args propertiesArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		for list, values := range args.Live {
			p.set.Live = p.set.Live.write(list, values)
		}
		for list, values := range args.Stored {
			p.set.Stored = p.set.Stored.write(list, values)
		}
		for list, values := range args.AtOnce {
			p.set.Stored = p.set.Stored.write(list, values)
			p.set.Booted = p.set.Booted.write(list, values)
		}
		return "", nil
	},
}

func readProperties(f *fields, name string) map[string]string {
	var list []property
	if !f.may(name, &list) {
		return nil
	}
	values := make(map[string]string, len(list))
	for _, entry := range list {
		if entry.Name == "" {
			f.refuse(codeRequiredEmpty, "propertiesName cannot be empty")
		}
		values[entry.Name] = entry.Value
	}
	return values
}
