package simulator

// maxRows is the longest page (newer documents).
const maxRows = 1000

// page is one page of a listing (API document: Instance details).
type page struct {
	Page      int   `json:"page"`
	Rows      int   `json:"rows"`
	Size      int   `json:"size"`
	Total     *int  `json:"total,omitempty"`     // nil: a fault hides it
	TotalPage *int  `json:"totalPage,omitempty"` // likewise
	PageData  []any `json:"pageData"`
}

// selection is the phones that a listing chooses from: an index as it is, or
// one narrowed by conditions that no index answers.
type selection struct {
	base       index
	conditions []func(*phone) bool
}

// narrow takes the shorter of two indexes as the base; membership of the
// other becomes a condition.
func (c *selection) narrow(x index, member func(*phone) bool) {
	if len(x) < len(c.base) || c.base == nil {
		c.base = x
	}
	c.conditions = append(c.conditions, member)
}

// pageOf cuts one page out of a selection. With at most one index and no
// further condition this is arithmetic; row is called for the page alone.
func (s *Simulator) pageOf(r *request, chosen selection, number, rows int, row func(*phone) any) page {
	phones := chosen.base
	if len(chosen.conditions) > 0 {
		phones = s.matching(r, chosen)
	}
	result, on := r.cut(len(phones), number, rows)
	for _, i := range on {
		s.advance(phones[i], r.at)
		result.PageData = append(result.PageData, row(phones[i]))
	}
	return result
}

// pageOfRows cuts one page out of rows.
func (r *request) pageOfRows(all []any, number, rows int) page {
	result, on := r.cut(len(all), number, rows)
	for _, i := range on {
		result.PageData = append(result.PageData, all[i])
	}
	return result
}

func (s *Simulator) matching(r *request, chosen selection) index {
	var phones index
	for _, p := range append(index(nil), chosen.base...) { // advancing may change an index
		s.advance(p, r.at)
		if meetsAll(p, chosen.conditions) {
			phones = append(phones, p)
		}
	}
	return phones
}

func meetsAll(p *phone, conditions []func(*phone) bool) bool {
	for _, meets := range conditions {
		if !meets(p) {
			return false
		}
	}
	return true
}

// readPage reads page and rows; demanded says whether they may be left out.
func readPage(f *fields, demanded bool) (number, rows int) {
	number, rows = 1, 10
	if demanded {
		f.need("page", &number)
		f.need("rows", &rows)
	} else {
		f.may("page", &number)
		f.may("rows", &rows)
	}
	if number < 1 || number > 1<<31 || rows < 1 || rows > maxRows {
		f.refuse(codeWrongParameters, "page must be 1 or more, rows 1 to %d", maxRows)
	}
	return number, rows
}

// listed is the phones of the account among codes or addresses, in the order
// of the account.
func listed(of map[string]*phone, names []string) index {
	phones := index{}
	for _, name := range names {
		if p := of[name]; p != nil {
			phones.add(p)
		}
	}
	return phones
}
