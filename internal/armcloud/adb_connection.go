package armcloud

import (
	"context"
	"errors"
	"strings"
	"time"
)

// getADB is SetADB for an instance with ADB enabled, which it does not change.
var getADB = &Operation{
	Name:       "get the ADB connection",
	Method:     SetADB.Method,
	Path:       SetADB.Path,
	Target:     SetADB.Target,
	MaxTargets: SetADB.MaxTargets,
	Repeatable: true,
	Levels:     SetADB.Levels,
}

// ADBConnection is how to connect to an instance with ADB. API document:
// Enable/Disable ADB; newer: Obtain ADB connection information.
type ADBConnection struct {
	// Enabled is whether ADB is enabled. If not, the other fields are empty.
	Enabled bool
	// Command is the command to run: adb connect on the 2024 level, and a tunnel
	// with ssh on newer ones.
	Command string
	// Expires is when the connection expires, or zero if the service doesn't say so.
	Expires time.Time

	// Key is the password of the tunnel, ADBCommand the command to run after it. The
	// 2024 level does not return them.
	Key, ADBCommand string

	tunnel bool // the response has the fields of newer levels
}

// Complete reports whether the connection can be used. Newer levels leave fields empty
// while they open it.
func (a ADBConnection) Complete() bool {
	return a.Enabled && a.Command != "" && (!a.tunnel || a.Key != "" && a.ADBCommand != "")
}

// EnableADB enables ADB on an instance and returns the connection. On newer levels, it
// only returns the connection.
func (c *Client) EnableADB(ctx context.Context, padCode string) (ADBConnection, error) {
	return c.adb(ctx, SetADB, padCode)
}

// ADBConnection returns the connection of an instance with ADB enabled. It must not be
// called for another instance: the 2024 level would enable ADB.
func (c *Client) ADBConnection(ctx context.Context, padCode string) (ADBConnection, error) {
	return c.adb(ctx, getADB, padCode)
}

type adbRequest struct {
	PadCode string `json:"padCode"`
	Enable  bool   `json:"enable"`
}

type adbRow struct {
	PadCode flexString  `json:"padCode"`
	Command jsonString  `json:"command"`
	Expires flexTime    `json:"expireTime"`
	Enable  flexBool    `json:"enable"`
	Key     *jsonString `json:"key"`
	ADB     *jsonString `json:"adb"`
	itemRefusal
}

// enabled returns whether ADB is enabled, and false if the row doesn't say so.
func (r adbRow) enabled() (enabled, known bool) {
	if r.Enable.set {
		return r.Enable.value, true
	}
	return r.Command != "", r.Command != ""
}

var (
	errOtherInstance = errors.New("it is about another instance")
	errNoConnection  = errors.New("it has no connection")
)

func (c *Client) adb(ctx context.Context, op *Operation, padCode string) (ADBConnection, error) {
	response, err := c.Call(ctx, op, adbRequest{padCode, true})
	if err != nil {
		return ADBConnection{}, err
	}
	rows, err := decodeList[adbRow](response.Data)
	switch {
	case err != nil:
		return ADBConnection{}, undecodable(op, response, err)
	case len(rows) == 0:
		return ADBConnection{}, undecodable(op, response, errNoConnection)
	}
	row := rows[0]
	if row.PadCode != "" && !strings.EqualFold(string(row.PadCode), padCode) {
		return ADBConnection{}, undecodable(op, response, errOtherInstance)
	}
	if row.refused() {
		return ADBConnection{}, refusal(op, row.code(), redact(row.message(), c.secrets.all()), response.TraceID)
	}
	connection := ADBConnection{Command: string(row.Command), tunnel: row.Key != nil || row.ADB != nil}
	connection.Enabled, _ = row.enabled()
	if row.Expires > 0 {
		connection.Expires = time.UnixMilli(int64(row.Expires)).UTC()
	}
	if row.Key != nil {
		connection.Key = string(*row.Key)
		c.secrets.add(connection.Key)
	}
	if row.ADB != nil {
		connection.ADBCommand = string(*row.ADB)
	}
	return connection, nil
}
