package main

import (
	"context"
	"time"
)

const (
	// parentPoll is how often the provider looks for its parent.
	parentPoll = time.Second
	// writeGrace is how long an orphaned provider waits for the response to a change.
	// Together with parentPoll it is less than ten seconds.
	writeGrace = 8 * time.Second
)

// endAfterParent ends the process after Terraform, which started it, has been killed.
// Terraform then can't end it, and an idle provider would stay. The RPCs are canceled,
// because their connection is closed, so nothing new is sent; what is in flight gets
// its response first.
func endAfterParent(awaitEnd func(), awaitWrites func(context.Context) error, exit func(int)) {
	awaitEnd()
	ctx, cancel := context.WithTimeout(context.Background(), writeGrace)
	defer cancel()
	// A change without a response by now ends with the process.
	_ = awaitWrites(ctx)
	exit(1)
}
