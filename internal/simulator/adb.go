package simulator

import (
	"encoding/json"
	"fmt"
	"time"
)

type adbArgs struct {
	Open bool `json:"open"`
}

// adbItem is the answer of openOnlineAdb for one phone.
type adbItem struct {
	TaskID     int64   `json:"taskId"`
	PadCode    string  `json:"padCode"`
	TaskStatus int     `json:"taskStatus"`
	TaskResult *string `json:"taskResult"`
}

// openOnlineADB is pad/openOnlineAdb of the current level: switches ADB of up
// to 200 phones, openStatus 1 or 0.
var openOnlineADB = &operation{
	name: "openOnlineAdb", change: true,
	check: func(_ *Simulator, f *fields) any {
		var status scalar
		f.need("openStatus", &status)
		if !oneOf(string(status), "", "0", "1") {
			f.refuse(codeWrongParameters, "openStatus must be 0 or 1")
		}
		return adbArgs{Open: status == "1"}
	},
	shape: func(_ *request, outcomes []outcome) any {
		items := make([]adbItem, 0, len(outcomes))
		for _, o := range outcomes {
			items = append(items, adbItem{TaskID: o.id, PadCode: o.phone.code, TaskStatus: o.status})
		}
		return items
	},
	apply: func(_ *Simulator, p *phone, raw json.RawMessage) (string, error) {
		var args adbArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		p.set.ADB = &args.Open
		return "", nil
	},
}

// adbAnswer is how to reach a phone by ADB. Key and ADB exist at the current
// level only.
type adbAnswer struct {
	PadCode    string  `json:"padCode"`
	Command    *string `json:"command"`
	ExpireTime *string `json:"expireTime"`
	Enable     bool    `json:"enable"`
	*newerADB
}

type newerADB struct {
	Key string `json:"key"`
	ADB string `json:"adb"`
}

// padADB is pad/adb (API document: Enable/Disable ADB). In 2024 it switches
// ADB of one phone at once; at the current level it only tells how to reach it.
func padADB(s *Simulator, r *request) (any, *refusal) {
	p, refused := s.onePhone(r)
	var open bool
	r.fields.need("enable", &open)
	if refused != nil || r.fields.refused != nil {
		return nil, refused
	}
	s.counters.batch(r.route.path, 1)
	if !r.current() {
		if refused := s.switchADB(r, p, open); refused != nil {
			return nil, refused
		}
	}
	return adbAnswerOf(r, p), nil
}

// switchADB is the part of padADB that changes the phone. There is no task, so
// a phone that is off line, or whose task is to fail, refuses the call.
func (s *Simulator) switchADB(r *request, p *phone, open bool) *refusal {
	args := keep(r.fields, adbArgs{open})
	s.count(p, openOnlineADB, args)
	if f := r.taskFailure(p.code); f != nil {
		return refuse(codeProcessing, "%s", f.Message)
	}
	if !p.online {
		return refuse(codeNotReady, "instance not ready")
	}
	e := &event{At: r.at, Kind: eventAct, Operation: openOnlineADB.name, Args: args, Pads: []string{p.code}}
	if err := s.happen(e); err != nil {
		return refuse(codeInternal, "the simulator cannot write its state file")
	}
	return nil
}

func adbAnswerOf(r *request, p *phone) adbAnswer {
	answer := adbAnswer{PadCode: p.code, Enable: p.adb()}
	if r.current() {
		answer.newerADB = &newerADB{}
	}
	if !p.adb() {
		return answer
	}
	port := 50000 + p.number%10000
	command := fmt.Sprintf("adb connect 203.0.113.10:%d", port)
	if r.current() {
		command = fmt.Sprintf("ssh -oStrictHostKeyChecking=no pad%d@203.0.113.10 -p 1824 -L %d:adb-proxy:%d -Nf", p.number, port, port)
		answer.Key, answer.ADB = fmt.Sprintf("simulated-key-%d", p.number), fmt.Sprintf("adb connect localhost:%d", port)
	}
	expires := r.at.Add(24 * time.Hour).Format(time.DateTime)
	answer.Command, answer.ExpireTime = &command, &expires
	return answer
}

func (p *phone) adb() bool { return p.set.ADB != nil && *p.set.ADB }

// switched is how the service prints a switch.
func switched(on bool) string {
	if on {
		return "1"
	}
	return "0"
}
