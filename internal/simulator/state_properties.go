package simulator

import (
	"fmt"
	"maps"
	"strconv"
)

// visibleProperties returns all properties that an instance shows.
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

// defaultProperties returns the properties of an instance before overrides.
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

// imei returns the IMEI of the built-in SIM card: 15 digits with a check digit.
func (s *Simulator) imei(inst *instance) string {
	return withCheckDigit(strconv.FormatUint(10_000_000_000_000+noise(s.account.seed, noiseIMEI, uint64(inst.number))%90_000_000_000_000, 10)) //nolint:gosec // numbers are positive
}

// withCheckDigit appends the Luhn check digit to a number.
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

// Names of the property lists, which are the keys of Properties.
const (
	listModem   = "modem"
	listSystem  = "system"
	listSetting = "setting"
	listOAID    = "oaid"
)

// PropertyLists returns the names of the property lists, which are the keys of
// Properties.
func PropertyLists() []string { return []string{listModem, listSystem, listSetting, listOAID} }

// Properties maps list (modem, system, setting, oaid) and name to a value.
type Properties map[string]map[string]string

// write sets values of one list. It returns p, or a new map if p is nil.
func (p Properties) write(list string, values map[string]string) Properties {
	if len(values) == 0 {
		return p
	}
	if p == nil {
		p = Properties{}
	}
	if p[list] == nil {
		p[list] = map[string]string{}
	}
	maps.Copy(p[list], values)
	return p
}

func (p Properties) clone() Properties {
	if p == nil {
		return nil
	}
	c := make(Properties, len(p))
	for list, values := range p {
		c[list] = maps.Clone(values)
	}
	return c
}

// clearProperty removes all overrides of a property, so that the instance shows
// the default again. Android properties apply again at the next boot.
func (s *settings) clearProperty(list, name string) {
	if list == listSystem {
		delete(s.AndroidBooted, name)
	}
	for _, layer := range []Properties{s.Live, s.Stored, s.Booted} {
		delete(layer[list], name)
	}
}

// overrides returns the values of one list that override the defaults.
func (s *settings) overrides(list string) map[string]string {
	values := map[string]string{}
	if list == listSystem {
		maps.Copy(values, s.AndroidBooted)
	}
	maps.Copy(values, s.Booted[list])
	maps.Copy(values, s.Live[list])
	return values
}
