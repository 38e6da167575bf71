package armcloud

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Page is one page of a listing.
type Page[T any] struct {
	// Items are in the order of the service.
	Items []T
	// Page is the page number, from 1; Rows is the requested page size.
	Page, Rows int
	// Total is the number of items of the whole listing, or -1 if the service
	// doesn't return it.
	Total int
}

// Last reports whether the first page of a listing is the only one.
func (p Page[T]) Last() bool {
	n := len(p.Items)
	return n == 0 || n < ListingRows && n == p.Total
}

// paging holds the fields that request one page. API document: Instance
// details, Information on the list of instances.
type paging struct {
	Page int `json:"page"`
	Rows int `json:"rows"`
}

// listPage requests one page and converts its rows.
func listPage[Row, Item any](ctx context.Context, c *Client, op *Operation, at paging, request any, convert func(Row) Item) (Page[Item], error) {
	page := Page[Item]{Page: at.Page, Rows: at.Rows, Total: -1}
	if at.Page < 1 || at.Rows < 1 {
		return page, &Error{
			Class: ClassRejected, Operation: op,
			Message: fmt.Sprintf("page number and page size must be at least 1, got page %d of %d rows; nothing was sent", at.Page, at.Rows),
		}
	}
	response, err := c.Call(ctx, op, request)
	if err != nil {
		return page, err
	}
	rows, total, err := decodePage[Row](response.Data, at.Page)
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

// wantKeys returns an error if no item of a page has a key: its rows are not about what
// was requested. One such row among others does not spoil the page. lacks reports whether
// an item has no key.
func wantKeys[Item any](op *Operation, page Page[Item], err error, lacks func(Item) bool) (Page[Item], error) {
	if err == nil && allLack(page.Items, lacks) {
		page.Items = nil
		return page, undecodable(op, &Response{}, errNoKey)
	}
	return page, err
}

// allLack reports whether there are items and all of them lack something.
func allLack[Item any](items []Item, lacks func(Item) bool) bool {
	return len(items) > 0 && !slices.ContainsFunc(items, func(item Item) bool { return !lacks(item) })
}

var errNoKey = errors.New("no row has an ID")

// pageEnvelope is the payload of a page. Newer operations call the rows records.
type pageEnvelope struct {
	Total    flexInt         `json:"total"`
	PageData json.RawMessage `json:"pageData"`
	Records  json.RawMessage `json:"records"`
}

var errNoRows = errors.New("a page has no rows")

// decodePage returns the rows of a page and the total, which is -1 if the service
// doesn't return it or returns less than the rows of the page. The payload may be a
// bare list of rows. The rows of a page behind the last one may be null whatever the
// total is, because totals are not reliable; on page 1, that is an error.
func decodePage[Row any](data json.RawMessage, page int) ([]Row, int, error) {
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
	if absent(list) && (page == 1 && envelope.Total.value > 0 || envelope.PageData == nil && envelope.Records == nil && !envelope.Total.set) {
		return nil, -1, errNoRows
	}
	rows, err := decodeList[Row](list)
	if err != nil {
		return nil, -1, err
	}
	total := -1
	if envelope.Total.set && envelope.Total.value >= int64(len(rows)) {
		total = int(min(envelope.Total.value, math.MaxInt32))
	}
	return rows, total, nil
}

// tooMany returns an error if there are more pad codes than the operation takes.
func tooMany(op *Operation, names []string) error {
	if len(names) <= op.MaxTargets {
		return nil
	}
	return &Error{
		Class: ClassRejected, Operation: op,
		Message: fmt.Sprintf("a request takes at most %d pad codes, got %d; nothing was sent", op.MaxTargets, len(names)),
	}
}
