package setting

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// Properties are the managed properties of an instance, by list and name.
// System and Modem values take effect immediately and are lost on a restart.
// Persistent values take effect on the next restart. Restart is not part of the
// canonical form. API document: Modify instance attributes.
type Properties struct {
	System           map[string]string `json:"system,omitempty"`
	SystemPersistent map[string]string `json:"system_persistent,omitempty"`
	Modem            map[string]string `json:"modem,omitempty"`
	ModemPersistent  map[string]string `json:"modem_persistent,omitempty"`
	Setting          map[string]string `json:"setting,omitempty"`
	OAID             map[string]string `json:"oaid,omitempty"`
	Restart          bool              `json:"-"`
}

type propertiesRequest struct {
	ModemPersistent  []propertyRequest `json:"modemPersistPropertiesList,omitempty"`
	Modem            []propertyRequest `json:"modemPropertiesList,omitempty"`
	SystemPersistent []propertyRequest `json:"systemPersistPropertiesList,omitempty"`
	System           []propertyRequest `json:"systemPropertiesList,omitempty"`
	Setting          []propertyRequest `json:"settingPropertiesList,omitempty"`
	OAID             []propertyRequest `json:"oaidPropertiesList,omitempty"`
}

type propertyRequest struct {
	Name  string `json:"propertiesName"`
	Value string `json:"propertiesValue"`
}

// propertyName is permissive, because the API document does not define the
// syntax of names.
var propertyName = regexp.MustCompile(`^[\x21-\x7e]{1,128}$`)

// propertyNames returns validators for a map of properties.
func propertyNames(more ...validator.Map) []validator.Map {
	return append([]validator.Map{
		mapvalidator.KeysAre(stringvalidator.RegexMatches(propertyName,
			"must be the name of a property, for example ro.product.model: 1 to 128 ASCII characters without spaces")),
		mapvalidator.NoNullValues(),
	}, more...)
}

// sibling returns the path of another attribute of the same setting.
func sibling(name string) path.Expression { return path.MatchRelative().AtParent().AtName(name) }

type propertiesSetting struct {
	definition[Properties]
	observed[Properties]
}

var (
	_ converge.Restarter    = properties
	_ converge.Volatile     = properties
	_ converge.LateObserver = properties
)

var properties = &propertiesSetting{definition[Properties]{
	name:     "properties",
	resource: "properties",
	title:    "the properties",
	description: description{
		"Sets system, modem and OAID properties and Android settings of a cloud phone.",
		"At least one property is required, and only properties in the configuration are managed. Removing a property does not reset it on the instance.",
		notUndone,
	},
	fields: []field[Properties]{
		optionalStringMap("system", volatileDescription("system"),
			func(p *Properties) *map[string]string { return &p.System },
			propertyNames(anyOf{"properties", []string{"system", "system_persistent", "modem", "modem_persistent", "setting", "oaid"}})...),
		optionalStringMap("system_persistent", persistentDescription("system"),
			func(p *Properties) *map[string]string { return &p.SystemPersistent }, propertyNames()...),
		optionalStringMap("modem", volatileDescription("modem"),
			func(p *Properties) *map[string]string { return &p.Modem }, propertyNames()...),
		optionalStringMap("modem_persistent", persistentDescription("modem"),
			func(p *Properties) *map[string]string { return &p.ModemPersistent }, propertyNames()...),
		optionalStringMap("setting", "Values of Android settings by name.",
			func(p *Properties) *map[string]string { return &p.Setting }, propertyNames()...),
		optionalStringMap("oaid", "Values of OAID properties by name. An OAID is an advertising ID.",
			func(p *Properties) *map[string]string { return &p.OAID }, propertyNames()...),
		defaultedBool("restart", restartDescription("persistent values take"),
			func(p *Properties) *bool { return &p.Restart }, false),
	},
	requests: sends(armcloud.UpdateProperties, newPropertiesRequest),
	check:    checkProperties,
}, observed[Properties]{
	sources: converge.Properties,
	observe: observeProperties,
}}

func volatileDescription(kind string) string {
	return "Values of " + kind + " properties by name. They take effect immediately and are lost on a restart. After a restart by the provider, they are sent again."
}

func persistentDescription(kind string) string {
	return "Values of " + kind + " properties by name. They take effect on the next restart and survive later ones."
}

// restartDescription describes the attribute restart. waiting is what takes
// effect on a restart, with its verb.
func restartDescription(waiting string) string {
	return "Whether to restart the instance after a change. It restarts only once, even if several settings change. " +
		"Default `false`: " + waiting + " effect on the next restart. Changing only `restart` sends nothing."
}

func newPropertiesRequest(p Properties) any {
	return propertiesRequest{
		ModemPersistent: propertyList(p.ModemPersistent), Modem: propertyList(p.Modem),
		SystemPersistent: propertyList(p.SystemPersistent), System: propertyList(p.System),
		Setting: propertyList(p.Setting), OAID: propertyList(p.OAID),
	}
}

func (*propertiesSetting) Restarts(want converge.Value) bool {
	p, ok := want.(Properties)
	return ok && p.Restart
}

// LostOnRestart returns the requests that set the properties that are not persistent.
func (s *propertiesSetting) LostOnRestart(want converge.Value) []converge.Request {
	p, _ := want.(Properties)
	if len(p.System)+len(p.Modem) == 0 {
		return nil
	}
	return s.Set(Properties{System: p.System, Modem: p.Modem})
}

// propertyList returns properties sorted by name, so that equal values make
// equal requests.
func propertyList(properties map[string]string) []propertyRequest {
	list := make([]propertyRequest, 0, len(properties))
	for name, value := range properties {
		list = append(list, propertyRequest{Name: name, Value: value})
	}
	slices.SortFunc(list, func(a, b propertyRequest) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// ObserveUnconfirmed returns persistent values as they are known: they may be waiting
// for a restart.
func (*propertiesSetting) ObserveUnconfirmed(evidence converge.Evidence, known converge.Value) (converge.Value, bool) {
	applied, ok := known.(Properties)
	if !ok {
		return nil, false
	}
	observed, ok := observeProperties(evidence, &applied)
	observed.SystemPersistent, observed.ModemPersistent = applied.SystemPersistent, applied.ModemPersistent
	return observed, ok
}

// observeProperties observes the managed properties only.
func observeProperties(evidence converge.Evidence, known *Properties) (Properties, bool) {
	if evidence.Properties == nil || known == nil {
		return Properties{}, false
	}
	observed := *known
	any := false
	observe := func(known, shown map[string]string) map[string]string {
		values, found := observePropertyMap(known, shown)
		any = any || found
		return values
	}
	observed.System = observe(known.System, evidence.Properties.System)
	observed.Modem = observe(known.Modem, evidence.Properties.Modem)
	observed.Setting = observe(known.Setting, evidence.Properties.Setting)
	observed.OAID = observe(known.OAID, evidence.Properties.OAID)
	observed.SystemPersistent = observe(known.SystemPersistent, evidence.Properties.System)
	observed.ModemPersistent = observe(known.ModemPersistent, evidence.Properties.Modem)
	return observed, any
}

// observePropertyMap returns known with the values that the instance shows, and
// whether it shows any. Values that are not shown, or that are equal, keep
// their spelling.
func observePropertyMap(known, shown map[string]string) (map[string]string, bool) {
	observed := maps.Clone(known)
	any := false
	for name, value := range known {
		current := shown[name]
		if strings.TrimSpace(current) == "" {
			continue
		}
		any = true
		if !equalProperty(current, value) {
			observed[name] = current
		}
	}
	return observed, any
}

// equalProperty ignores case and surrounding spaces, which instances change.
func equalProperty(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// Matches reports whether the instance shows every persistent value as desired. A
// value that it does not list does not match.
func (*propertiesSetting) Matches(evidence converge.Evidence, want converge.Value) bool {
	p, ok := want.(Properties)
	if !ok || evidence.Properties == nil {
		return false
	}
	for _, list := range []struct{ want, shown map[string]string }{
		{p.SystemPersistent, evidence.Properties.System}, {p.ModemPersistent, evidence.Properties.Modem},
	} {
		for name, value := range list.want {
			if current, listed := list.shown[name]; !listed || !equalProperty(current, value) {
				return false
			}
		}
	}
	observed, _ := observeProperties(evidence, &p)
	return converge.Canonical(observed) == converge.Canonical(p)
}

// checkProperties requires at least one property, and rejects properties that
// are both persistent and not.
func checkProperties(children map[string]attr.Value, at func(string) path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	configured, empty := false, true
	for _, child := range children {
		m, ok := child.(types.Map)
		if !ok || m.IsNull() {
			continue
		}
		configured = true
		empty = empty && !m.IsUnknown() && len(m.Elements()) == 0
	}
	if configured && empty {
		diags.AddAttributeError(at("system"), "No properties", "All maps of properties are empty. Set at least one property, or remove the setting.")
	}
	for _, pair := range [][2]string{{"system", "system_persistent"}, {"modem", "modem_persistent"}} {
		for _, name := range commonKeys(children[pair[0]], children[pair[1]]) {
			diags.AddAttributeError(at(pair[1]).AtMapKey(name), propertySetTwice, fmt.Sprintf(
				"%s is in both %s and %s. Keep it in one of them: a value in %s takes effect on the next restart, one in %s lasts until then.",
				name, pair[0], pair[1], pair[1], pair[0]))
		}
	}
	return diags
}

// propertySetTwice is the summary of errors about a property that is set in two
// places.
const propertySetTwice = "Property set twice"

// commonKeys returns the keys that two maps have in common, sorted. Maps that
// are null or unknown have none.
func commonKeys(a, b attr.Value) []string {
	other := mapElements(b)
	var common []string
	for name := range mapElements(a) {
		if _, both := other[name]; both {
			common = append(common, name)
		}
	}
	slices.Sort(common)
	return common
}
