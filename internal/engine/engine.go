package engine

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Engine is shared by all resources of one provider process. It is safe for
// concurrent use.
type Engine struct {
	api      API
	opts     Options
	locks    instanceLocks
	catalogs catalogs
	batches  *batcher
	requests *requests
	progress progress
	tasks    map[armcloud.Wait]*watch[int64, armcloud.Task]
	// experience is shared by the watches of tasks.
	experience *experience
	running    *watch[string, armcloud.PadDetail]
	stopped    *watch[string, armcloud.PadDetail]
	down       downtimes

	details           *loader[armcloud.PadDetail]
	infos             *loader[armcloud.PadInfo]
	properties        *loader[armcloud.PadProperties]
	propertiesOfOne   *loader[armcloud.PadProperties]
	propertiesByShell *loader[armcloud.PadProperties]
	apps, appsByShell *loader[armcloud.PadApps]
	models            *loader[armcloud.ModelInfo]
	// loaders are all of the above, changes are what they share.
	loaders []forgetter
	changes *changes

	freshDetail func(context.Context, []string) map[string]result[armcloud.PadDetail]
	freshInfo   func(context.Context, []string) map[string]result[armcloud.PadInfo]

	// What this API level was found not to have.
	noDetails    atomic.Bool
	hasDetails   *atomic.Bool  // padDetails has succeeded
	absent       sync.Map      // of *armcloud.Operation
	runningPolls atomic.Int64  // of running
	size         *atomic.Int64 // instances of the account, -1 while unknown
}

// New returns an engine over the API. It starts no goroutine.
func New(api API, opts Options) *Engine {
	opts = opts.withDefaults()
	size := new(atomic.Int64)
	size.Store(-1)
	hasDetails := new(atomic.Bool)
	api = detailsObserver{api, hasDetails}
	known := newExperience(opts)
	details, infos := newDetailFetcher(api, opts, size), newInfoFetcher(api, opts, size)
	e := &Engine{
		api:         api,
		hasDetails:  hasDetails,
		opts:        opts,
		size:        size,
		progress:    progress{report: opts.Report},
		locks:       instanceLocks{waiting: map[string][]chan struct{}{}},
		tasks:       newTaskWatches(api, opts, known),
		experience:  known,
		catalogs:    newCatalogs(api),
		freshDetail: details.fresh,
		freshInfo:   infos.fresh,
	}
	e.running = newRunningWatch(opts, e.pollRunning, e.down.includes)
	e.stopped = newStoppedWatch(opts, e.pollStopped)
	e.newLoaders(api, details.fetch, infos.fetch)
	b := &bisector{timeout: opts.SubmitTimeout, submit: api.Submit, lookUp: e.lookUpRefused}
	e.batches = &batcher{
		linger:  opts.Linger,
		size:    opts.BatchSize,
		senders: opts.SubmitsInFlight,
		send:    b.send,

		requests:   &requests{},
		endsWithin: e.tasksEndWithin,
	}
	e.requests = e.batches.requests
	e.requests.allWait = e.hurry
	return e
}

func (e *Engine) newLoaders(api API, details fetchFunc[armcloud.PadDetail], infos fetchFunc[armcloud.PadInfo]) {
	opts := e.opts
	e.changes = &changes{}
	e.details = newLoader(opts, e.changes, maxCodes, details)
	e.infos = newLoader(opts, e.changes, maxCodes, infos)
	limit := armcloud.BatchPadProperties.MaxTargets
	e.properties = newLoader(opts, e.changes, limit, fetchInChunks(opts, limit, api.BatchPadProperties, propertiesKey))
	e.propertiesOfOne = newLoader(opts, e.changes, 1, fetchInChunks(opts, 1, oneByOneProperties(api), propertiesKey))
	e.propertiesByShell = newLoader(opts, e.changes, opts.BatchSize, fetchAtOnce(e.shellProperties))
	limit = armcloud.ReadInstalledApps.MaxTargets
	e.apps = newLoader(opts, e.changes, limit, fetchInChunks(opts, limit, api.InstalledApps, appsKey))
	e.appsByShell = newLoader(opts, e.changes, opts.BatchSize, fetchAtOnce(e.shellApps))
	limit = armcloud.GetModelInfo.MaxTargets
	e.models = newLoader(opts, e.changes, limit, fetchInChunks(opts, limit, api.ModelInfo, modelKey))

	e.properties.prefetch = &prefetch{listing: e.known}
	e.apps.prefetch = &prefetch{listing: e.known}
	e.loaders = []forgetter{
		e.details, e.infos, e.properties, e.propertiesOfOne, e.propertiesByShell, e.apps, e.appsByShell, e.models,
	}
}

// Lock waits until no other caller holds the instance, first come, first
// served. Calling unlock more than once is harmless. The error is that of ctx.
func (e *Engine) Lock(ctx context.Context, padCode string) (unlock func(), err error) {
	return e.locks.lock(ctx, padCode)
}

// TryLock locks the instance if no other caller holds it or waits for it, and reports
// whether it did. Call Unlock once afterwards.
func (e *Engine) TryLock(padCode string) bool { return e.locks.tryLock(padCode) }

// Unlock ends a lock of TryLock.
func (e *Engine) Unlock(padCode string) { e.locks.unlock(padCode) }

// Forget invalidates everything cached about the instance. Run does so by
// itself.
func (e *Engine) Forget(padCode string) {
	e.changes.record(padCode)
	for _, l := range e.loaders {
		l.forget(padCode)
	}
}

// known returns the pad codes of the account as far as they are known.
func (e *Engine) known() []string {
	if e.noDetails.Load() {
		return e.infos.order()
	}
	return e.details.order()
}
