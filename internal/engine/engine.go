package engine

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Engine is the shared machinery of one provider process. It is safe for
// concurrent use.
type Engine struct {
	api      API
	opts     Options
	lanes    lanes
	catalogs catalogs
	submits  *submits
	progress progress
	tasks    map[armcloud.Wait]*watch[int64, armcloud.Task]
	phones   *watch[string, armcloud.PadDetail]

	details           *looker[armcloud.PadDetail]
	infos             *looker[armcloud.PadInfo]
	properties        *looker[armcloud.PadProperties]
	propertiesOfOne   *looker[armcloud.PadProperties]
	propertiesByShell *looker[armcloud.PadProperties]
	apps, appsByShell *looker[armcloud.PadApps]
	models            *looker[armcloud.ModelInfo]
	runNow            func(ctx context.Context, padCode, command string) (armcloud.Task, error)
	freshDetail       func(context.Context, []string) map[string]answer[armcloud.PadDetail]
	freshInfo         func(context.Context, []string) map[string]answer[armcloud.PadInfo]
	// What the service was found to lack.
	noDetails, noBatchProperties atomic.Bool
	absent                       sync.Map      // of *armcloud.Operation
	looks                        atomic.Int64  // at whether phones run
	size                         *atomic.Int64 // of the account, -1 while it is not known
}

// New makes an engine over the API. It starts no goroutine.
func New(api API, opts Options) *Engine {
	opts = opts.withDefaults()
	size := new(atomic.Int64)
	size.Store(-1)
	details, detailSnapshot := newDetails(api, opts, size)
	infos, infoSnapshot := newInfos(api, opts, size)
	e := &Engine{
		api:         api,
		size:        size,
		progress:    progress{report: opts.Report},
		opts:        opts,
		lanes:       lanes{lines: map[string][]chan struct{}{}},
		tasks:       newTaskWatches(api, opts),
		catalogs:    newCatalogs(api),
		details:     details,
		infos:       infos,
		freshDetail: detailSnapshot.fresh,
		freshInfo:   infoSnapshot.fresh,
	}
	e.properties, e.propertiesOfOne = newPropertiesLookers(api, opts)
	e.apps, e.appsByShell = newAppsLooker(api, opts), newShellLooker(opts, e.shellApps)
	e.models, e.runNow = newModelsLooker(api, opts), api.RunSync
	e.propertiesByShell = newShellLooker(opts, e.shellProperties)
	e.properties.neighbours = &neighbours{listing: e.seen}
	e.apps.neighbours = &neighbours{listing: e.seen}
	e.phones = newPhoneWatch(opts, e.lookAround)
	narrow := &narrower{timeout: opts.SubmitTimeout, submit: api.Submit, look: e.freshDetails}
	e.submits = &submits{
		linger: opts.Linger,
		size:   opts.BatchSize,
		slots:  make(chan struct{}, opts.InFlight),
		send:   narrow.send,
	}
	return e
}

// Lock waits until nobody else changes the phone; the first to come is the
// first served. The lane is the caller's until release, which may be called
// more than once. The error is that of ctx.
func (e *Engine) Lock(ctx context.Context, padCode string) (release func(), err error) {
	return e.lanes.enter(ctx, padCode)
}
