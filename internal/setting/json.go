package setting

import (
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// FromJSON returns the setting with this name and the value in a canonical text. It
// returns false if there is no such setting or value.
func FromJSON(name, text string) (converge.Desired, bool) {
	shape, ok := ShapeOf(name).(interface {
		fromJSON(text string) (converge.Value, error)
	})
	if !ok {
		return converge.Desired{}, false
	}
	value, err := shape.fromJSON(text)
	if err != nil {
		return converge.Desired{}, false
	}
	return converge.Desired{Setting: ByName(name), Value: value}, true
}

// InState reports whether a setting that was read from a state is complete: a
// write-only value is not part of it.
func InState(d converge.Desired) bool {
	if p, is := d.Value.(Proxy); is && p.SecretLeftOut {
		return false
	}
	shape := ShapeOf(d.Setting.Name())
	_, version := shape.WriteOnly()
	if version == "" {
		return true
	}
	object, ok := shape.Join(Values{d.Setting.Name(): d}).(types.Object)
	return !ok || object.Attributes()[version].IsNull()
}

func (d *definition[V]) fromJSON(text string) (converge.Value, error) {
	var v V
	err := json.Unmarshal([]byte(text), &v)
	return v, err
}

func (m *mapDefinition[E]) fromJSON(text string) (converge.Value, error) {
	var e E
	err := json.Unmarshal([]byte(text), &e)
	return e, err
}
