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

// readOnlyProperties are the names, or prefixes of names, that cannot be changed
// (newer documents).
var readOnlyProperties = []string{
	"ro.build.type", "ro.build.version.release", "ro.build.version.sdk", "ro.product.cpu.abi",
}

// updateAndroidProperties is pad/updatePadAndroidProp (API document: Modify
// Instance Android Attributes), for one instance. The values are applied at every
// boot and survive a reset. If restart is set, the instance restarts.
var updateAndroidProperties = &operation{
	name: "updatePadAndroidProp", changes: true,
	parseJobs: parseAndroidPropertiesJobs,
	buildResponse: func(r *request, outcomes []outcome) any {
		if len(outcomes) == 0 {
			return nil
		}
		return newAndroidPropertiesItem(r, outcomes[0])
	},
	onStart: func(s *Simulator, t *task, start time.Time, usual time.Duration) time.Duration {
		var args androidPropertiesArgs
		if err := json.Unmarshal(t.args, &args); err != nil || !args.Restart {
			return usual
		}
		return s.disrupt(t.instance, statusRestarting, start, usual)
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args androidPropertiesArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		if inst.settings.Android == nil {
			inst.settings.Android = map[string]string{}
		}
		maps.Copy(inst.settings.Android, args.Props)
		for name := range args.Props {
			delete(inst.settings.Stored[listSystem], name) // the latest write wins at the next boot
		}
		if args.Restart {
			inst.settings.reboot()
		}
		return "", nil
	},
}

func parseAndroidPropertiesJobs(s *Simulator, r *request) []job {
	inst, refused := s.parseInstance(r)
	var args androidPropertiesArgs
	f := r.fields
	f.required("props", &args.Props)
	f.optional("restart", &args.Restart)
	if len(args.Props) == 0 {
		f.refuse(codeRequired, "props cannot be empty")
	}
	for _, name := range slices.Sorted(maps.Keys(args.Props)) {
		if name == "" || strings.ContainsAny(name, " =\n") {
			f.refuse(codeInvalidParameters, "%q is not a valid property name", name)
		}
		for _, fixed := range readOnlyProperties {
			if strings.HasPrefix(name, fixed) {
				f.refuse(codeInvalidParameters, "the property %s cannot be changed", name)
			}
		}
	}
	if f.refused == nil {
		f.refused = refused
	}
	if f.refused != nil {
		return nil
	}
	s.counters.countBatch(r.route.path, 1)
	if args.Restart {
		s.counters.RestartFlags++
	}
	return []job{{instances: []*instance{inst}, args: encodeArgs(f, args)}}
}

// androidPropertiesItem is the response. Only the current level has VMStatus and
// TaskStatus.
type androidPropertiesItem struct {
	TaskID     int64  `json:"taskId"`
	PadCode    string `json:"padCode"`
	VMStatus   *int   `json:"vmStatus,omitempty"`
	TaskStatus *int   `json:"taskStatus,omitempty"`
}

func newAndroidPropertiesItem(r *request, o outcome) androidPropertiesItem {
	item := androidPropertiesItem{TaskID: o.id, PadCode: o.instance.code}
	if r.current() {
		online := o.instance.onlineFlag()
		item.VMStatus, item.TaskStatus = &online, &o.status
	}
	return item
}
