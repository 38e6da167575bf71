package convergetest

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"sync"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// State is what an instance has.
type State struct {
	// Has holds the settings by name; properties by "system/NAME" and
	// "persistent/NAME".
	Has map[string]string
	// Waiting holds the persistent properties that wait for a restart.
	Waiting map[string]string
}

// NewState returns the state of a new instance.
func NewState() State {
	return State{Has: map[string]string{}, Waiting: map[string]string{}}
}

// Clone returns a copy.
func (s State) Clone() State {
	return State{Has: maps.Clone(s.Has), Waiting: maps.Clone(s.Waiting)}
}

// After returns the state of a new instance after requests.
func After(requests []converge.Request) State {
	s := NewState()
	for _, q := range requests {
		s.do(q.Operation, q.Params)
	}
	return s
}

// effect is what a change does to the settings of other resources.
type effect struct{ erases, restarts bool }

// parameters are those of the changes of which a model knows the effect.
type parameters struct {
	TimeZone, ImageID          string
	WipeData, Enable           bool
	UpBandwidth, DownBandwidth float64
	Apps                       []struct {
		PkgName string
		AppID   int64
	}
	Runtime    []property `json:"systemPropertiesList"`
	Persistent []property `json:"systemPersistPropertiesList"`
}

type property struct {
	Name  string `json:"propertiesName"`
	Value string `json:"propertiesValue"`
}

// parsed holds parameters by their JSON, because sequences repeat them.
var parsed sync.Map

func parse(params json.RawMessage) parameters {
	if p, known := parsed.Load(string(params)); known {
		return p.(parameters)
	}
	var p parameters
	if len(params) > 0 {
		if err := json.Unmarshal(params, &p); err != nil {
			panic(err)
		}
	}
	parsed.Store(string(params), p)
	return p
}

// do carries out a change.
func (s State) do(op *armcloud.Operation, params json.RawMessage) effect {
	p := parse(params)
	switch op {
	case armcloud.SetTimeZone:
		s.Has["time_zone"] = p.TimeZone
	case armcloud.SetBandwidth:
		s.set("bandwidth", fmt.Sprint(p.UpBandwidth, "/", p.DownBandwidth), p.UpBandwidth > 0)
	case armcloud.SetProxy:
		s.set("proxy", string(params), p.Enable)
	case armcloud.InstallApp:
		s.Has["apps/"+p.Apps[0].PkgName] = fmt.Sprint(p.Apps[0].AppID)
	case armcloud.UninstallApp:
		delete(s.Has, "apps/"+p.Apps[0].PkgName)
	case armcloud.UpdateProperties:
		for _, prop := range p.Runtime {
			s.Has["system/"+prop.Name] = prop.Value
		}
		for _, prop := range p.Persistent {
			s.Waiting["persistent/"+prop.Name] = prop.Value
		}
	case armcloud.UpgradeImage:
		if p.WipeData {
			s.erase()
		}
		s.Has["image"] = p.ImageID
		s.restart()
		return effect{erases: p.WipeData, restarts: true}
	case armcloud.Restart:
		s.restart()
		return effect{restarts: true}
	case armcloud.Reset:
		s.erase()
		return effect{erases: true, restarts: true}
	default:
		panic("no effect of " + op.Name)
	}
	return effect{}
}

func (s State) set(name, value string, has bool) {
	if has {
		s.Has[name] = value
	} else {
		delete(s.Has, name)
	}
}

// erase deletes everything except the image.
func (s State) erase() {
	image, flashed := s.Has["image"]
	clear(s.Has)
	clear(s.Waiting)
	s.set("image", image, flashed)
}

// restart loses runtime properties; persistent ones take effect.
func (s State) restart() {
	maps.DeleteFunc(s.Has, func(name, _ string) bool { return strings.HasPrefix(name, "system/") })
	maps.Copy(s.Has, s.Waiting)
	clear(s.Waiting)
}
