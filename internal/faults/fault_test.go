package faults

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// fault is something that can go wrong with the requests to an endpoint.
type fault struct {
	// name is unique. group is the row of the report that counts it.
	name, group string
	// rule is the rule of the simulator, without the path.
	rule simulator.Fault
	// refuse makes the network refuse connections in place of a rule.
	refuse bool
	// reset makes connections end with a reset.
	reset bool
	// target limits the fault to the first instance.
	target bool
	// on are the operations to which it applies, nil for all.
	on func(op *armcloud.Operation) bool
	// unknown is true if the change may have been made although nothing shows that.
	unknown bool
	// rare is true for refusals with a code whose like is in another fault.
	rare bool
	// lies is true if the service says that a task has failed although it had its effect.
	lies bool
	// vague is true if the response is an object without any of the expected fields, which
	// the API returns too if there is nothing.
	vague bool
	// denies is true if the response says that there is no such instance: if that lasts,
	// it is the truth as far as the provider can know.
	denies bool
	// gone is true if the first instance leaves the account.
	gone bool
	// code is what an error that the fault causes must contain, if the fault lasts.
	code string
}

// starts reports whether an operation starts tasks.
func starts(op *armcloud.Operation) bool { return op.Write && op.Wait != armcloud.WaitNone }

func writes(op *armcloud.Operation) bool { return op.Write }

// lists reports whether an operation lists things page by page.
func lists(op *armcloud.Operation) bool {
	return slices.Contains([]*armcloud.Operation{
		armcloud.ListDetails, armcloud.ListInfos, armcloud.ListFiles, armcloud.ListImages, armcloud.ListApps, armcloud.ListTasks,
	}, op)
}

// upload reports whether an operation adds something to a catalog.
func upload(op *armcloud.Operation) bool {
	return op == armcloud.UploadApps || op == armcloud.UploadFile || op == armcloud.UploadImage
}

func reads(op *armcloud.Operation) bool { return !op.Write }

// faults returns all faults.
func faults() []fault {
	return slices.Concat(connectionFaults, statusFaults, bodyFaults(), codeFaults(), taskFaults(), instanceFaults(), listingFaults())
}

var connectionFaults = []fault{
	{name: "refused connection", group: "connection refused", refuse: true},
	{name: "reset before the effect", group: "connection reset", rule: simulator.Fault{Kind: simulator.FaultDropBefore}, reset: true},
	{name: "closed before the effect", group: "connection closed", rule: simulator.Fault{Kind: simulator.FaultDropBefore}},
	{name: "reset after the effect", group: "connection reset", rule: simulator.Fault{Kind: simulator.FaultDropAfter}, reset: true, unknown: true},
	{name: "closed after the effect", group: "connection closed", rule: simulator.Fault{Kind: simulator.FaultDropAfter}, unknown: true},
	{name: "hang before the effect", group: "no response", rule: simulator.Fault{Kind: simulator.FaultHang}},
	{name: "hang after the effect", group: "no response", rule: simulator.Fault{Kind: simulator.FaultHangAfter}, unknown: true},
	{name: "slow", group: "slow response", rule: simulator.Fault{Kind: simulator.FaultSlow, Delay: 20 * time.Second}},
	{name: "slower than request_timeout", group: "slow response", rule: simulator.Fault{Kind: simulator.FaultSlow, Delay: 40 * time.Second}},
	{name: "redirect", group: "redirect", rule: simulator.Fault{Kind: simulator.FaultRedirect, Message: "https://elsewhere.example/"}},
	{name: "clock skew", group: "skewed clock", rule: simulator.Fault{Kind: simulator.FaultClockSkew, Delay: time.Hour}},
}

var statusFaults = []fault{
	{name: "429", group: "HTTP 429", rule: simulator.Fault{Kind: simulator.FaultStatus, Status: http.StatusTooManyRequests}, code: "429"},
	{name: "429 with Retry-After", group: "HTTP 429", rule: simulator.Fault{Kind: simulator.FaultStatus, Status: http.StatusTooManyRequests, RetryAfter: 7}, code: "429"},
	{name: "500", group: "HTTP 5xx", rule: simulator.Fault{Kind: simulator.FaultStatus, Status: http.StatusInternalServerError}},
	{name: "502 with HTML", group: "HTTP 5xx", rule: simulator.Fault{Kind: simulator.FaultHTML, Status: http.StatusBadGateway}},
	{name: "503 with Retry-After", group: "HTTP 5xx", rule: simulator.Fault{Kind: simulator.FaultStatus, Status: http.StatusServiceUnavailable, RetryAfter: 7}},
	{name: "401", group: "HTTP 4xx", rule: simulator.Fault{Kind: simulator.FaultStatus, Status: http.StatusUnauthorized}},
	{name: "403", group: "HTTP 4xx", rule: simulator.Fault{Kind: simulator.FaultStatus, Status: http.StatusForbidden}, code: "403"},
	{name: "404", group: "HTTP 4xx", rule: simulator.Fault{Kind: simulator.FaultStatus, Status: http.StatusNotFound}, code: "404"},
}

// bodyFaults are responses that are not what the document describes. Those that claim
// success come after the effect: a service that claims it and does nothing lies.
func bodyFaults() []fault {
	all := []fault{
		{name: "HTML with 200", group: "malformed body", rule: simulator.Fault{Kind: simulator.FaultHTML}},
		{name: "truncated", group: "malformed body", rule: simulator.Fault{Kind: simulator.FaultTruncate}, unknown: true},
	}
	for _, body := range []string{``, `null`, `[]`, `{`, `{}`, `{"code":[]}`} {
		all = append(all, fault{name: "body " + body, group: "malformed body", rule: simulator.Fault{Kind: simulator.FaultBody, Message: body}})
	}
	for _, data := range []string{`null`, `"yes"`, `7`, `{}`, `[]`, `[null]`, `[[7]]`, `{"x":[{"y":{}}]}`, `[{"padCode":7,"taskId":"x"}]`} {
		all = append(all, fault{name: "data " + data, group: "wrong shape", unknown: true, denies: slices.Contains([]string{"null", "{}", "[]", "[null]"}, data), vague: data[0] == '{',

			rule: simulator.Fault{Kind: simulator.FaultGarble, Message: `{"code":200,"msg":"success","data":` + data + `}`}})
	}
	return all
}

// codeFaults are refusals, of a whole request and of one instance in it.
func codeFaults() []fault {
	// One code of each kind: malformed, keys, internal, not found, too often, not ready,
	// wrong state, rate limited, other task.
	usual := []string{"500", "100000", "100004", "100010", "110028", "110014", "110031", "110038", "1218", "220025"}
	var all []fault
	for _, code := range armcloud.Codes() {
		number, err := strconv.Atoi(code)
		if err != nil {
			continue // the simulator's codes are numbers
		}
		rare := !slices.Contains(usual, code)
		denies := slices.Contains([]string{"2020", "110013", "110028", "110042", "120005"}, code)
		all = append(all,
			fault{name: "code " + code, rare: rare, group: "refusal of a request", code: code, denies: denies,
				rule: simulator.Fault{Kind: simulator.FaultError, Code: number, Message: "the service refuses"}},
			fault{name: "code " + code + " for one instance", rare: rare, group: "refusal of one instance", code: code, denies: denies, target: true, on: writes,
				rule: simulator.Fault{Kind: simulator.FaultReject, Code: number, Message: "the service refuses"}},
			fault{name: "code " + code + " in an item", rare: rare, group: "refusal of one instance", code: code, denies: denies, target: true, on: starts,
				rule: simulator.Fault{Kind: simulator.FaultRefuseItem, Code: number, Message: "the service refuses"}})
	}
	return all
}

// taskFaults concern tasks after they were accepted.
func taskFaults() []fault {
	all := []fault{
		{name: "task stuck as pending", group: "task stuck", rule: simulator.Fault{Kind: simulator.FaultTaskStatus, Status: 1}, on: starts, unknown: true},
		{name: "task stuck as running", group: "task stuck", rule: simulator.Fault{Kind: simulator.FaultTaskStatus, Status: 2}, on: starts, unknown: true},
		{name: "task with unknown status", group: "task stuck", rule: simulator.Fault{Kind: simulator.FaultTaskStatus, Status: 77}, on: starts, unknown: true},
		{name: "task unknown", group: "task unknown", rule: simulator.Fault{Kind: simulator.FaultTaskUnknown}, on: starts, unknown: true},
		{name: "task of one instance unknown", group: "task unknown", rule: simulator.Fault{Kind: simulator.FaultTaskUnknown}, on: starts, unknown: true, target: true},
	}
	for status := -1; status >= -5; status-- {
		for _, one := range []bool{false, true} {
			whose := ""
			if one {
				whose = " for one instance"
			}
			all = append(all,
				fault{name: fmt.Sprintf("task fails with %d%s", status, whose), group: "task fails", target: one, on: starts,
					rule: simulator.Fault{Kind: simulator.FaultTaskFail, Status: status, Message: "the task fails"}},
				fault{name: fmt.Sprintf("task fails with %d after the effect%s", status, whose), group: "task fails after its effect", target: one, on: starts, unknown: true, lies: true,
					rule: simulator.Fault{Kind: simulator.FaultTaskFailAfter, Status: status, Message: "the task fails"}})
		}
	}
	return all
}

// instanceFaults concern one instance.
func instanceFaults() []fault {
	return []fault{
		{name: "missing from the answer", group: "instance missing", rule: simulator.Fault{Kind: simulator.FaultOmit}, target: true, on: starts},
		{name: "all missing from the answer", group: "instance missing", rule: simulator.Fault{Kind: simulator.FaultOmit}, on: starts},
		{name: "gone in the middle", group: "instance gone", rule: simulator.Fault{Kind: simulator.FaultGone}, target: true, gone: true},
	}
}

// listingFaults falsify pages.
func listingFaults() []fault {
	all := []fault{
		{name: "total of zero", rule: simulator.Fault{Kind: simulator.FaultTotal}},
		{name: "total too small", rule: simulator.Fault{Kind: simulator.FaultTotal, Count: 1}},
		{name: "total missing", rule: simulator.Fault{Kind: simulator.FaultTotal, Count: -1}},
		{name: "total too large", rule: simulator.Fault{Kind: simulator.FaultTotal, Count: 1000}},
		{name: "duplicate rows", rule: simulator.Fault{Kind: simulator.FaultDuplicateRows, Count: 3}},
		{name: "endless pages", rule: simulator.Fault{Kind: simulator.FaultEndless}},
		{name: "short pages", rule: simulator.Fault{Kind: simulator.FaultShortPages, Count: 1}},
		{name: "rows that vanish", rule: simulator.Fault{Kind: simulator.FaultVanish}},
		{name: "more than 64 MiB", rule: simulator.Fault{Kind: simulator.FaultHuge}},
		{name: "a listing of nulls", rule: simulator.Fault{Kind: simulator.FaultGarble, Message: `{"code":200,"msg":"success","data":{"page":1,"rows":10,"size":1,"total":1,"totalPage":1,"pageData":[null]}}`}},
	}
	for i := range all {
		all[i].group, all[i].on = "false listing", lists
		all[i].denies = all[i].name == "a listing of nulls"
	}
	return all
}
