package armcloud

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
)

// Page is one page of a listing.
type Page[T any] struct {
	// Items in the order of the service.
	Items []T
	// Page counts from 1; Rows is what was asked for.
	Page, Rows int
	// Total is the number of items of the whole listing, -1 where the service
	// does not say.
	Total int
}

// Last tells whether nothing comes after this page, if it is the first one.
func (p Page[T]) Last() bool {
	n := len(p.Items)
	return n == 0 || n < ListingRows && p.Total >= 0 && n >= p.Total
}

// paging are the fields of a request for one page. API document: Instance
// details, Information on the list of instances.
type paging struct {
	Page int `json:"page"`
	Rows int `json:"rows"`
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

// pageEnvelope is a page as the service answers it, or as a bare list.
type pageEnvelope struct {
	Total    flexInt         `json:"total"`
	PageData json.RawMessage `json:"pageData"`
	Records  json.RawMessage `json:"records"`
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
