// Package engine serves many instances with few API requests. It batches equal
// changes, polls all running tasks together, shares and caches reads, and locks
// each instance for one change at a time. It imports nothing of Terraform. While
// no caller waits, it runs no goroutine except for requests in flight, which are
// finished.
//
// Engine is the entry point. Its callers usually work on one instance each.
// Below it:
//
//   - batcher collects equal changes into batches, and bisector submits them.
//   - watch polls tasks and instances until they reach their final state. experience
//     remembers how long tasks of each operation took, so that a course says when to
//     poll the next ones.
//   - loader batches and caches reads. fetcher chooses between queries by pad
//     code and the account's listing.
//   - instanceLocks are the locks behind Engine.Lock.
//   - Catalog is a cached list of the account's apps, files or images.
//
// A failed change or query of an instance is an *InstanceError.
//
// # Trace: the bandwidth of two instances
//
// Two resources set the same bandwidth on AC1 and AC2. Each calls Engine.Lock
// for its instance, Engine.AwaitRunning, and then Engine.Run with
// armcloud.SetBandwidth and equal params.
//
//   - Run calls Forget, so that no reader gets the old value from a loader's
//     cache, and submitAndWait, which calls batcher.submit.
//   - enqueue adds both changes to the same queue: their queueKey (operation and
//     params) is equal. dispatch sets a timer. The first change alone would wait
//     for Options.Linger; the second one extends the wait by idleFactor lingers.
//   - sendNext takes both changes as one batch and calls bisector.send, which
//     submits one request for AC1 and AC2. The API accepts it and returns task 71
//     for AC1 and task 72 for AC2. Each caller receives the outcome of its own
//     instance. (If the API refused the request because AC2 does not exist,
//     without naming it, send would look up both instances, deliver a
//     *NotFoundError for AC2, and submit AC1 again.)
//   - awaitAccepted calls AwaitTask, which adds the tasks to the watch of the task
//     query. Its loop polls both ids in one request: first a little later than
//     Options.PollInterval, then with growing pauses. After some tasks of the
//     operation, experience knows how long they take, and the loop polls when most
//     of them should have ended.
//   - Task 71 is done: handleResult and finish pass it to the first caller, and
//     its Run returns the task. Task 72 has failed: the second caller's Run
//     returns an *InstanceError for AC2 around a *TaskFailedError. Without
//     waiters the loop exits.
//
// RunEach is Run for many instances at once. It uses the same batcher and watches, but one
// loop takes all instances from submit to end, because a waiting goroutine for each of
// 10,000 takes 80 MB.
//
// If the second caller is canceled while its change is queued, the request goes
// out for AC1 only. If it is canceled while the request is in flight, it waits a
// moment for the response, and then its Run returns an *UnansweredError: the change
// may have been made. If it is canceled later, its Run returns at once with a
// *StillRunningError that holds task 72.
package engine
