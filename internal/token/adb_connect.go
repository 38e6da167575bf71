package token

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

const (
	// adbTimeout limits how long Open takes, including a wait for an instance that is
	// locked or not running.
	adbTimeout = 10 * time.Minute
	// adbPatience is how long the API may take to complete a connection.
	adbPatience = 3 * time.Minute
)

// disabledError is an instance whose connection can be had only by enabling ADB.
type disabledError struct{ problem, advice string }

// Error returns the problem.
func (e *disabledError) Error() string { return e.problem }

func errDisabled() error {
	return &disabledError{"ADB is disabled", "Enable it with armcloud_instance_adb before you use the connection, or set enable to true."}
}

// read returns the connection of an instance with ADB enabled. It asks for the
// connection only then, because the 2024 API level would enable ADB.
func (r *adbConnection) read(ctx context.Context, padCode string) (armcloud.ADBConnection, error) {
	details, err := r.Data.Engine.Details(ctx, []string{padCode})
	if err != nil {
		return armcloud.ADBConnection{}, err
	}
	detail, ok := details[padCode]
	switch {
	case !ok:
		return armcloud.ADBConnection{}, &engine.NotFoundError{PadCode: padCode}
	case detail.ADBEnabled != nil && *detail.ADBEnabled:
		return r.await(ctx, padCode)
	case detail.ADBEnabled != nil, r.Data.Engine.IsCurrent(detail):
		return armcloud.ADBConnection{}, errDisabled()
	default:
		return armcloud.ADBConnection{}, &disabledError{
			"the API does not return whether ADB is enabled, and enables it when it returns the connection", "Set enable to true to allow that.",
		}
	}
}

// enable enables ADB if it is disabled, and returns the connection.
func (r *adbConnection) enable(ctx context.Context, padCode string) (armcloud.ADBConnection, error) {
	e := r.Data.Engine
	unlock, err := e.Lock(ctx, padCode)
	if err != nil {
		return armcloud.ADBConnection{}, err
	}
	defer unlock()
	e.Forget(padCode)
	defer e.Forget(padCode)
	// The 2024 level enables ADB with this request, newer ones only say that it is
	// disabled.
	connection, err := r.Data.Client.EnableADB(ctx, padCode)
	if err != nil || connection.Complete() {
		return connection, err
	}
	if !connection.Enabled {
		if err := e.AwaitRunning(ctx, padCode); err != nil {
			return armcloud.ADBConnection{}, err
		}
		if _, err := e.Run(ctx, padCode, armcloud.OpenADB, json.RawMessage(`{"openStatus":1}`)); err != nil {
			return armcloud.ADBConnection{}, err
		}
	}
	return r.await(ctx, padCode)
}

// await polls the connection of an instance with ADB enabled until it is complete.
func (r *adbConnection) await(ctx context.Context, padCode string) (armcloud.ADBConnection, error) {
	var connection armcloud.ADBConnection
	done, err := r.Data.Engine.Poll(ctx, engine.PollOptions{Timeout: adbPatience, TransientOnly: true}, func(ctx context.Context) (bool, error) {
		var err error
		connection, err = r.Data.Client.ADBConnection(ctx, padCode)
		return err == nil && (connection.Complete() || !connection.Enabled), err
	})
	switch {
	case err != nil:
		return armcloud.ADBConnection{}, err
	case !done:
		return armcloud.ADBConnection{}, fmt.Errorf("ADB is enabled, but the API has returned no complete connection for %s", adbPatience)
	case !connection.Enabled:
		return armcloud.ADBConnection{}, errDisabled()
	}
	return connection, nil
}
