package armcloud

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
)

// paging are the fields of a request for one page. API document: Instance
// details, Information on the list of instances.
type paging struct {
	Page int `json:"page"`
	Rows int `json:"rows"`
}

// pageEnvelope is a page as the service answers it, or as a bare list.
type pageEnvelope struct {
	Total    flexInt         `json:"total"`
	PageData json.RawMessage `json:"pageData"`
	Records  json.RawMessage `json:"records"`
}

// listPage asks for one page and decodes its rows, each of them by row.
func listPage[Row, Item any](ctx context.Context, c *Client, op *Operation, at paging, request any, convert func(Row) Item) (Page[Item], error) {
	page := Page[Item]{Page: at.Page, Rows: at.Rows, Total: -1}
	if at.Page < 1 || at.Rows < 1 {
		return page, &Error{
			Class: ClassRejected, Operation: op,
			Message: fmt.Sprintf("page %d of %d rows does not exist; nothing was sent", at.Page, at.Rows),
		}
	}
	response, err := c.Call(ctx, op, request)
	if err != nil {
		return page, err
	}
	rows, total, err := decodePage[Row](response.Data)
	if err != nil {
		return page, undecodable(op, response, err)
	}
	page.Total = total
	page.Items = make([]Item, 0, len(rows))
	for _, row := range rows {
		page.Items = append(page.Items, convert(row))
	}
	return page, nil
}

// decodePage reads the rows of a page and the total, -1 where it is not told.
func decodePage[Row any](data json.RawMessage) ([]Row, int, error) {
	if absent(data) {
		return nil, -1, nil
	}
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		rows, err := decodeList[Row](data)
		return rows, -1, err
	}
	var envelope pageEnvelope
	if err := json.Unmarshal(data, &envelope); err != nil {
		return nil, -1, err
	}
	list := envelope.PageData
	if absent(list) {
		list = envelope.Records
	}
	rows, err := decodeList[Row](list)
	if err != nil {
		return nil, -1, err
	}
	total := -1
	if envelope.Total.set && envelope.Total.value >= 0 {
		total = int(envelope.Total.value)
	}
	return rows, total, nil
}

// tooMany refuses a filter that names more phones than the operation takes.
func tooMany(op *Operation, names []string) error {
	if len(names) <= op.MaxTargets {
		return nil
	}
	return &Error{
		Class: ClassRejected, Operation: op,
		Message: fmt.Sprintf("one request takes %d pad codes at most, not %d; nothing was sent", op.MaxTargets, len(names)),
	}
}
