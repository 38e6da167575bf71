package simulator

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
)

type androidPropertiesArgs struct {
	Restart bool              `json:"restart,omitempty"`
	Props   map[string]string `json:"props"`
}

// fixedProperties cannot be changed (newer documents): a name, or the
// beginning of one.
var fixedProperties = []string{
	"ro.build.type", "ro.build.version.release", "ro.build.version.sdk", "ro.product.cpu.abi",
}

// updateAndroidProperties is pad/updatePadAndroidProp (API document: Modify
// Instance Android Attributes): one phone. The values are stored, are applied
// at every boot and survive a reset. With restart the phone restarts.
var updateAndroidProperties = &operation{
	name: "updatePadAndroidProp", change: true,
	orders: androidPropertiesOrder,
	shape: func(r *request, outcomes []outcome) any {
		if len(outcomes) == 0 {
			return nil
		}
		return androidPropertiesItemOf(r, outcomes[0])
	},
	begin: func(s *Simulator, t *task, start time.Time, usual time.Duration) time.Duration {
		var args androidPropertiesArgs
		if err := json.Unmarshal(t.args, &args); err != nil || !args.Restart {
			return usual
		}
		return s.away(t.phone, statusRestarting, start, usual)
	},
	apply: func(_ *Simulator, p *phone, raw json.RawMessage) (string, error) {
		var args androidPropertiesArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		if p.set.Android == nil {
			p.set.Android = map[string]string{}
		}
		maps.Copy(p.set.Android, args.Props)
		for name := range args.Props {
			delete(p.set.Stored[listSystem], name) // the later write counts at the next boot
		}
		if args.Restart {
			p.set.restarted()
		}
		return "", nil
	},
}

func androidPropertiesOrder(s *Simulator, r *request) []order {
	p, refused := s.onePhone(r)
	var args androidPropertiesArgs
	f := r.fields
	f.need("props", &args.Props)
	f.may("restart", &args.Restart)
	if len(args.Props) == 0 {
		f.refuse(codeRequiredEmpty, "props cannot be empty")
	}
	for _, name := range slices.Sorted(maps.Keys(args.Props)) {
		if name == "" || strings.ContainsAny(name, " =\n") {
			f.refuse(codeWrongParameters, "%q is no name of a property", name)
		}
		for _, fixed := range fixedProperties {
			if strings.HasPrefix(name, fixed) {
				f.refuse(codeWrongParameters, "the property %s cannot be changed", name)
			}
		}
	}
	if f.refused == nil {
		f.refused = refused
	}
	if f.refused != nil {
		return nil
	}
	s.counters.batch(r.route.path, 1)
	if args.Restart {
		s.counters.RestartFlags++
	}
	return []order{{phones: []*phone{p}, args: keep(f, args)}}
}

// androidPropertiesItem is the answer; VMStatus and TaskStatus exist at the
// current level only.
type androidPropertiesItem struct {
	TaskID     int64  `json:"taskId"`
	PadCode    string `json:"padCode"`
	VMStatus   *int   `json:"vmStatus,omitempty"`
	TaskStatus *int   `json:"taskStatus,omitempty"`
}

func androidPropertiesItemOf(r *request, o outcome) androidPropertiesItem {
	item := androidPropertiesItem{TaskID: o.id, PadCode: o.phone.code}
	if r.current() {
		online := o.phone.onlineFlag()
		item.VMStatus, item.TaskStatus = &online, &o.status
	}
	return item
}
