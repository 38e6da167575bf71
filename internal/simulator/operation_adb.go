package simulator

import (
	"encoding/json"
	"fmt"
	"time"
)

type adbArgs struct {
	Open bool `json:"open"`
}

// adbItem is the response of openOnlineAdb for one instance.
type adbItem struct {
	TaskID     int64   `json:"taskId"`
	PadCode    string  `json:"padCode"`
	TaskStatus int     `json:"taskStatus"`
	TaskResult *string `json:"taskResult"`
}

// openOnlineADB is pad/openOnlineAdb of the current level. It switches ADB of up
// to 200 instances; openStatus is 1 or 0.
var openOnlineADB = &operation{
	name: "openOnlineAdb", changes: true,
	parseArgs: func(_ *Simulator, f *fields) any {
		var status scalar
		f.required("openStatus", &status)
		if !oneOf(string(status), "", "0", "1") {
			f.refuse(codeInvalidParameters, "openStatus must be 0 or 1")
		}
		return adbArgs{Open: status == "1"}
	},
	buildResponse: func(_ *request, outcomes []outcome) any {
		items := make([]adbItem, 0, len(outcomes))
		for _, o := range outcomes {
			items = append(items, adbItem{TaskID: o.id, PadCode: o.instance.code, TaskStatus: o.status})
		}
		return items
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args adbArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		inst.settings.ADB = &args.Open
		return "", nil
	},
}

// adbResponse describes how to connect to an instance by ADB. Only the current
// level has Key and ADB.
type adbResponse struct {
	PadCode    string  `json:"padCode"`
	Command    *string `json:"command"`
	ExpireTime *string `json:"expireTime"`
	Enable     bool    `json:"enable"`
	*currentADBFields
}

type currentADBFields struct {
	Key string `json:"key"`
	ADB string `json:"adb"`
}

// padADB is pad/adb (API document: Enable/Disable ADB). In 2024 it switches ADB of
// one instance at once; at the current level it only returns how to connect.
func padADB(s *Simulator, r *request) (any, *refusal) {
	inst, refused := s.parseInstance(r)
	var open bool
	r.fields.required("enable", &open)
	if refused != nil || r.fields.refused != nil {
		return nil, refused
	}
	s.counters.countBatch(r.route.path, 1)
	if !r.current() {
		if refused := s.switchADB(r, inst, open); refused != nil {
			return nil, refused
		}
	}
	return newADBResponse(r, inst), nil
}

// switchADB switches ADB without a task. If the instance is offline, or a fault
// makes its tasks fail, the call is refused.
func (s *Simulator) switchADB(r *request, inst *instance, open bool) *refusal {
	args := encodeArgs(r.fields, adbArgs{open})
	s.countMisuse(inst, openOnlineADB, args)
	if f := r.injectedFailure(inst.code); f != nil {
		return refuse(codeProcessing, "%s", f.Message)
	}
	if !inst.online {
		return refuse(codeNotReady, "instance not ready")
	}
	e := &event{At: r.at, Kind: eventApply, Operation: openOnlineADB.name, Args: args, Pads: []string{inst.code}}
	return s.commitRequest(e)
}

func newADBResponse(r *request, inst *instance) adbResponse {
	response := adbResponse{PadCode: inst.code, Enable: inst.adbOpen()}
	if r.current() {
		response.currentADBFields = &currentADBFields{}
	}
	if !inst.adbOpen() {
		return response
	}
	port := 50000 + inst.number%10000
	command := fmt.Sprintf("adb connect 203.0.113.10:%d", port)
	if r.current() {
		command = fmt.Sprintf("ssh -oStrictHostKeyChecking=no pad%d@203.0.113.10 -p 1824 -L %d:adb-proxy:%d -Nf", inst.number, port, port)
		response.Key, response.ADB = fmt.Sprintf("simulated-key-%d", inst.number), fmt.Sprintf("adb connect localhost:%d", port)
	}
	expires := r.at.Add(24 * time.Hour).Format(time.DateTime)
	response.Command, response.ExpireTime = &command, &expires
	return response
}

func (inst *instance) adbOpen() bool { return inst.settings.ADB != nil && *inst.settings.ADB }

// flagText returns a flag as the service prints it.
func flagText(on bool) string {
	if on {
		return "1"
	}
	return "0"
}
