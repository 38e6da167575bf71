// Package simulator is a stateful ARMCloud account behind the same HTTP API as
// the real service: instances on devices and in groups, tasks that take time,
// signatures, limits, fault injection, and counters of the requests it served.
//
// It deliberately shares no code with the client. A bug in shared code would
// appear on both sides and stay hidden.
//
// # Files
//
//	http_*       requests and responses: routes, signature check, parsing, pages, envelope
//	endpoint_*   endpoints that answer at once
//	operation_*  endpoints that submit a task to each instance, and the effect of the task
//	task_*       submission, queue and life of tasks; batches
//	upload_*     uploads of apps, files and images: tasks without an instance
//	state_*      the account: instances, settings, catalog, events, state file
//	callback_*   configuring, building and sending callbacks
//	fault_*      fault injection, for whole requests, single tasks and listings
//	quirk_*      the contradictory response shapes of the API document
//	control_*    changing and inspecting the account from outside the API: Go methods for tests,
//	             and the control API under ControlPrefix for the command line
//	page_*       the page at /, which shows the account in a browser; its files are in page/
//
// counters.go counts requests and mistakes of clients, noise.go makes values that
// look random. Package cli is the command line, package simulatortest serves
// accounts to tests.
//
// # Types
//
// Simulator is one account with its service, made from Options. A route is an
// endpoint; it has either a handler or an operation. A request is an authenticated
// call, and a refusal an error that the API reports with HTTP 200. An instance has
// settings and a queue of tasks. All changes of the account are events, which commit
// applies and appends to the journal, the state file.
//
// Nothing runs in the background, except for callbacks, which must be sent when they are
// due (see alarms). An instance is brought up to date when a request reads it
// (see advance), so ten thousand idle instances cost nothing.
//
// # One request
//
// A client limits the bandwidth of two instances with POST
// /openapi/open/pad/setSpeed:
//
//  1. serveAPI (http_serve.go) counts the request, looks up the route, and
//     checkRequest verifies signature, method and JSON.
//  2. selectRules (fault_match.go) finds the faults that apply. respondWithFault may answer
//     instead of the endpoint.
//  3. dispatch locks the account. The route has an operation (setSpeed,
//     operation_speed.go), so submit (task_submit.go) handles it: parseTargets
//     finds the instances, setSpeed.parseArgs reads the bandwidth.
//  4. submitTo checks each instance for duplicates, counts mistakes of the client and adds it
//     to an event. commit (state_event.go) applies the event, which appends a task
//     to the queue of each instance, and writes it to the journal.
//  5. The response lists a task id for each instance. writeEnvelope (http_envelope.go)
//     sends it, in a contradictory shape if Options.Quirks is set.
//
// The client then polls POST /task-center/open/task/padTaskDetail:
//
//  6. queryTasks (endpoint_task_detail.go) calls advance (task_advance.go) for the
//     instance of each task. advance starts the task once the instance is ready. When its
//     time is over, setSpeed.apply stores the bandwidth in the settings of the instance, finishTask
//     records the result, and notifyTaskEnd sends a callback if one is configured.
//  7. newTaskRow shows the status of the task: pending, running, done or failed.
package simulator
