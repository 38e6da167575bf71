package armcloud

import (
	"bytes"
	"context"
	"encoding/json"
)

// change sends a request that changes something of the account. A payload that says
// that nothing was done is a refusal.
func (c *Client) change(ctx context.Context, op *Operation, request any) (*Response, error) {
	response, err := c.Call(ctx, op, request)
	if err != nil {
		return nil, err
	}
	data := bytes.TrimSpace(response.Data)
	if done, ok := decodeBool(data); ok && !done {
		return nil, refusal(op, "", "the service responded false and gave no reason", response.TraceID)
	}
	if !bytes.HasPrefix(data, []byte("{")) && !bytes.HasPrefix(data, []byte("[")) {
		return response, nil
	}
	items, err := decodeList[json.RawMessage](data)
	if err != nil {
		return nil, undecodable(op, response, err)
	}
	for _, data := range items {
		var item submissionItem
		if json.Unmarshal(data, &item) == nil && item.refused() {
			return nil, refusal(op, item.code(), redact(item.message(), c.secrets.all()), response.TraceID)
		}
	}
	return response, nil
}
