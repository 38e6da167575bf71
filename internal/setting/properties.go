package setting

import (
	"cmp"
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

// PadProperties are properties of a phone by list and name, of which only
// those written here are managed. System and Modem values act at once and are
// lost at a restart, the persistent ones act from the next restart on. API
// document: Modify instance attributes. Restart is no part of the canonical
// text: it says how the values get there.
type PadProperties struct {
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

// propertyName is generous: the document shows names, not their grammar.
var propertyName = regexp.MustCompile(`^[\x21-\x7e]{1,128}$`)

// propertyNames accepts maps from names of properties to values.
func propertyNames(more ...validator.Map) []validator.Map {
	return append([]validator.Map{
		mapvalidator.KeysAre(stringvalidator.RegexMatches(propertyName,
			"must be the name of a property such as ro.product.model: 1 to 128 characters, without blanks")),
		mapvalidator.NoNullValues(),
	}, more...)
}

// sibling names another attribute of the same setting.
func sibling(name string) path.Expression { return path.MatchRelative().AtParent().AtName(name) }

var properties = &definition[PadProperties]{
	name:     "properties",
	resource: "properties",
	title:    "the properties",
	description: "Properties of a cloud phone. Only the keys written here are managed. The API cannot take properties back: when this resource is destroyed, " +
		"the phone keeps them. Case and surrounding blanks of a value do not count as a difference.",
	fields: []field[PadProperties]{
		texts("system", "System properties that act at once and are lost at a restart. After a restart that the provider asks for, it sends them again.",
			func(p *PadProperties) *map[string]string { return &p.System },
			propertyNames(mapvalidator.AtLeastOneOf(sibling("system_persistent"), sibling("modem"),
				sibling("modem_persistent"), sibling("setting"), sibling("oaid")))...),
		texts("system_persistent", "System properties that act from the next restart on, and stay.",
			func(p *PadProperties) *map[string]string { return &p.SystemPersistent }, propertyNames()...),
		texts("modem", "Modem properties that act at once and are lost at a restart. After a restart that the provider asks for, it sends them again.",
			func(p *PadProperties) *map[string]string { return &p.Modem }, propertyNames()...),
		texts("modem_persistent", "Modem properties that act from the next restart on, and stay.",
			func(p *PadProperties) *map[string]string { return &p.ModemPersistent }, propertyNames()...),
		texts("setting", "Properties of Android's settings.",
			func(p *PadProperties) *map[string]string { return &p.Setting }, propertyNames()...),
		texts("oaid", "OAID properties.",
			func(p *PadProperties) *map[string]string { return &p.OAID }, propertyNames()...),
		flag("restart", "Whether the phone is restarted after a change of these properties, once for all its settings. "+
			"Default `false`: persistent values wait for the next restart. A change of `restart` alone sends nothing.",
			func(p *PadProperties) *bool { return &p.Restart }, false),
	},
	operation:     armcloud.UpdateProperties,
	request:       requestOfProperties,
	restarts:      func(p PadProperties) bool { return p.Restart },
	lostOnRestart: lostProperties,
	sources:       converge.Properties,
	observeLate:   observeProperties,
	matches:       showsProperties,
	check:         checkProperties,
}

func requestOfProperties(p PadProperties) any {
	return propertiesRequest{
		ModemPersistent: inList(p.ModemPersistent), Modem: inList(p.Modem),
		SystemPersistent: inList(p.SystemPersistent), System: inList(p.System),
		Setting: inList(p.Setting), OAID: inList(p.OAID),
	}
}

// lostProperties gives what a restart loses.
func lostProperties(p PadProperties) (PadProperties, bool) {
	return PadProperties{System: p.System, Modem: p.Modem}, len(p.System)+len(p.Modem) > 0
}

// inList gives properties sorted by name, so that equal requests are equal
// texts.
func inList(properties map[string]string) []propertyRequest {
	list := make([]propertyRequest, 0, len(properties))
	for name, value := range properties {
		list = append(list, propertyRequest{Name: name, Value: value})
	}
	slices.SortFunc(list, func(a, b propertyRequest) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// observeProperties looks at the managed names alone. Persistent values of
// which the phone has not shown all as applied do not count: they may wait for
// a restart.
func observeProperties(evidence converge.Evidence, known *PadProperties, confirmed bool) (PadProperties, bool) {
	if evidence.Properties == nil || known == nil {
		return PadProperties{}, false
	}
	shown := *known
	any := false
	look := func(want, phone map[string]string) map[string]string {
		seen, found := seenProperties(want, phone)
		any = any || found
		return seen
	}
	shown.System = look(known.System, evidence.Properties.System)
	shown.Modem = look(known.Modem, evidence.Properties.Modem)
	shown.Setting = look(known.Setting, evidence.Properties.Setting)
	shown.OAID = look(known.OAID, evidence.Properties.OAID)
	system := look(known.SystemPersistent, evidence.Properties.System)
	modem := look(known.ModemPersistent, evidence.Properties.Modem)
	if confirmed {
		shown.SystemPersistent, shown.ModemPersistent = system, modem
	}
	return shown, any
}

// seenProperties gives the wanted names with the values that the phone shows,
// and whether it shows any of them. A value that it does not show, or that
// means the same, stays as it is written.
func seenProperties(want, phone map[string]string) (map[string]string, bool) {
	seen := maps.Clone(want)
	found := false
	for name, value := range want {
		shown := phone[name]
		if strings.TrimSpace(shown) == "" {
			continue
		}
		found = true
		if !sameProperty(shown, value) {
			seen[name] = shown
		}
	}
	return seen, found
}

// sameProperty compares values as far as phones keep them.
func sameProperty(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// showsProperties tells whether the phone shows every persistent value as it
// is wanted: one that it does not list has not been shown.
func showsProperties(evidence converge.Evidence, want PadProperties) bool {
	if evidence.Properties == nil {
		return false
	}
	for _, list := range []struct{ want, phone map[string]string }{
		{want.SystemPersistent, evidence.Properties.System}, {want.ModemPersistent, evidence.Properties.Modem},
	} {
		for name, value := range list.want {
			if shown, listed := list.phone[name]; !listed || !sameProperty(shown, value) {
				return false
			}
		}
	}
	seen, _ := observeProperties(evidence, &want, true)
	return converge.Canonical(seen) == converge.Canonical(want)
}

// checkProperties wants at least one property, and none by two ways.
func checkProperties(children map[string]attr.Value, at func(string) path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	written, empty := false, true
	for _, child := range children {
		m, ok := child.(types.Map)
		if !ok || m.IsNull() {
			continue
		}
		written = true
		empty = empty && !m.IsUnknown() && len(m.Elements()) == 0
	}
	if written && empty {
		diags.AddAttributeError(at("system"), "No properties", "Every map of properties is empty. Write at least one property, or leave the setting out.")
	}
	for _, pair := range [][2]string{{"system", "system_persistent"}, {"modem", "modem_persistent"}} {
		for _, name := range inBoth(children[pair[0]], children[pair[1]]) {
			diags.AddAttributeError(at(pair[1]).AtMapKey(name), "Property written twice",
				name+" is in "+pair[0]+" and in "+pair[1]+". Keep it in one: a persistent value acts from the next restart on, the other until then.")
		}
	}
	return diags
}

// inBoth gives the keys that two maps have in common, sorted; of a map that is
// null or unknown there are none.
func inBoth(a, b attr.Value) []string {
	other := elementsOf(b)
	var common []string
	for name := range elementsOf(a) {
		if _, both := other[name]; both {
			common = append(common, name)
		}
	}
	slices.Sort(common)
	return common
}

func elementsOf(v attr.Value) map[string]attr.Value {
	if m, ok := v.(types.Map); ok {
		return m.Elements()
	}
	return nil
}
