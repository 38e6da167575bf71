package armcloud

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

// ListCallbackTypes lists the types of callbacks.
// API document: Query the list of types supported by the server.
var ListCallbackTypes = &Operation{
	Name:       "list the callback types",
	Method:     "GET",
	Path:       "/openapi/open/config/selectList",
	Repeatable: true,
	Levels:     AllLevels,
}

// GetCallback returns the callback URL of the account.
// API document: Query the current user-configured callback address.
var GetCallback = &Operation{
	Name:       "read the callback address",
	Method:     "GET",
	Path:       "/openapi/open/config/selectCallback",
	Repeatable: true,
	Levels:     AllLevels,
}

// AddCallback sets the callback URL and its types.
// API document: Add callback address configuration.
var AddCallback = &Operation{
	Name:       "add the callback",
	Method:     "POST",
	Path:       "/openapi/open/config/insertCallback",
	Write:      true,
	Repeatable: true,
	Levels:     AllLevels,
}

// UpdateCallback changes the callback URL and its types.
// API document: Modify the callback address configuration.
var UpdateCallback = &Operation{
	Name:       "change the callback",
	Method:     "POST",
	Path:       "/openapi/open/config/updateCallback",
	Write:      true,
	Repeatable: true,
	Levels:     AllLevels,
}

// DeleteCallback deletes the callback of the account. It takes no parameters.
// API document: Delete the current user-configured callback address.
var DeleteCallback = &Operation{
	Name:       "delete the callback",
	Method:     "POST",
	Path:       "/openapi/open/config/deleteCallback",
	Write:      true,
	Repeatable: true,
	Levels:     AllLevels,
}

// CallbackType is a type of event that the service sends to the callback URL. API
// document: Query the list of types supported by the server.
type CallbackType struct {
	// ID is the id for AddCallback and UpdateCallback.
	ID int64
	// Name is the service's name of the type.
	Name string
	// Type is the service's number of the type, which is not the ID.
	Type string
}

// CallbackTypes returns the types of callbacks, in the order of the service. API
// document: Query the list of types supported by the server.
func (c *Client) CallbackTypes(ctx context.Context) ([]CallbackType, error) {
	response, err := c.Call(ctx, ListCallbackTypes, nil)
	if err != nil {
		return nil, err
	}
	type typeRow struct {
		ID   flexInt    `json:"id"`
		Name flexString `json:"callbackName"`
		Type flexString `json:"callbackType"`
	}
	rows, err := decodeList[typeRow](response.Data)
	if err != nil {
		return nil, undecodable(ListCallbackTypes, response, err)
	}
	types := make([]CallbackType, 0, len(rows))
	for _, row := range rows {
		if row.ID.set {
			types = append(types, CallbackType{ID: row.ID.value, Name: string(row.Name), Type: string(row.Type)})
		}
	}
	if len(types) == 0 && len(rows) > 0 {
		return nil, undecodable(ListCallbackTypes, response, errNoKey)
	}
	return types, nil
}

var errNoURL = errors.New("it is not a URL")

// CallbackURL returns the callback URL, or "" if two responses in a row have none. The
// API cannot return which types are enabled. API document: Query the current
// user-configured callback address.
func (c *Client) CallbackURL(ctx context.Context) (string, error) {
	return unlessEmpty(
		func() (string, error) { return c.callbackURL(ctx) },
		func(url string) bool { return url == "" })
}

func (c *Client) callbackURL(ctx context.Context) (string, error) {
	response, err := c.Call(ctx, GetCallback, nil)
	if err != nil {
		return "", err
	}
	var url flexString
	if err := json.Unmarshal(orNull(response.Data), &url); err == nil && !strings.HasPrefix(string(url), "{") && !strings.HasPrefix(string(url), "[") {
		if text := strings.TrimSpace(string(url)); text == "" || strings.Contains(text, "://") {
			return text, nil
		}
		return "", undecodable(GetCallback, response, errNoURL)
	}
	type urlRow struct {
		URL flexString `json:"callbackUrl"`
	}
	rows, err := decodeList[urlRow](response.Data)
	if err != nil {
		return "", undecodable(GetCallback, response, err)
	}
	for _, row := range rows {
		if row.URL != "" {
			return strings.TrimSpace(string(row.URL)), nil
		}
	}
	return "", nil
}

// AddCallback configures the callback of an account that has none. It returns the
// number of types that the service has configured, or -1 if the service doesn't
// return it. API document: Add callback address configuration.
func (c *Client) AddCallback(ctx context.Context, url string, typeIDs []int64) (int64, error) {
	return c.writeCallback(ctx, AddCallback, url, typeIDs)
}

// UpdateCallback changes the callback of the account. It returns the same as
// AddCallback. API document: Modify the callback address configuration.
func (c *Client) UpdateCallback(ctx context.Context, url string, typeIDs []int64) (int64, error) {
	return c.writeCallback(ctx, UpdateCallback, url, typeIDs)
}

func (c *Client) writeCallback(ctx context.Context, op *Operation, url string, typeIDs []int64) (int64, error) {
	response, err := c.change(ctx, op, struct {
		TypeIDs []int64 `json:"callbackIdList"`
		URL     string  `json:"callbackUrl"`
	}{typeIDs, url})
	if err != nil {
		return -1, err
	}
	var text flexString
	if err := json.Unmarshal(orNull(response.Data), &text); err != nil {
		return -1, nil //nolint:nilerr // the service reported success; the count is optional
	}
	count, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	if err != nil || count < 0 {
		return -1, nil //nolint:nilerr // as above
	}
	return count, nil
}

// DeleteCallback deletes the callback of the account with all its types. API
// document: Delete the current user-configured callback address.
func (c *Client) DeleteCallback(ctx context.Context) error {
	_, err := c.change(ctx, DeleteCallback, nil)
	return err
}
