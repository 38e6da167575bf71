package simulator

// listingFaults are the kinds of faults that falsify pages of listings.
var listingFaults = []string{FaultTotal, FaultDuplicateRows, FaultEndless, FaultShortPages, FaultVanish}

// listingFault returns the rule of a kind that applies to this request, or nil.
func (r *request) listingFault(kind string) *faultRule {
	for _, f := range r.rules {
		if f.Kind == kind {
			return f
		}
	}
	return nil
}

// paginate returns a page without its data, and the indexes of the rows that
// belong on it.
func (r *request) paginate(total, number, rows int) (page, []int) {
	if f := r.listingFault(FaultShortPages); f != nil {
		rows = f.shortPageSize(rows)
	}
	gone := 0
	if f := r.listingFault(FaultVanish); f != nil && number > 1 {
		gone = min(max(f.Count, 1), total)
	}
	from := min(total, gone+(number-1)*rows)
	to := min(total, from+rows)
	frame := page{Page: number, Rows: rows}
	frame.setTotals(total-gone, rows)
	on := make([]int, 0, rows)
	twins := 0
	if f := r.listingFault(FaultDuplicateRows); f != nil {
		twins = max(f.Count, 1)
	}
	for i := from; i < to; i++ {
		if on = append(on, i); i-from < twins {
			on = append(on, i)
		}
	}
	if r.listingFault(FaultEndless) != nil && total > 0 {
		frame.setTotals(number*rows+1, rows)
		for at := (number - 1) * rows; len(on) < rows; {
			on = append(on, (at+len(on))%total)
		}
	}
	if f := r.listingFault(FaultTotal); f != nil && f.Count < 0 {
		frame.Total, frame.TotalPage = nil, nil
	} else if f != nil {
		frame.setTotals(f.Count, rows)
	}
	frame.Size, frame.PageData = len(on), make([]any, 0, len(on))
	return frame, on
}

// shortPageSize returns the number of rows on a page when rows were requested.
func (f *faultRule) shortPageSize(rows int) int {
	if f.Count > 0 {
		return min(rows, f.Count)
	}
	return max(1, rows/2)
}

// setTotals sets total and totalPage.
func (p *page) setTotals(total, rows int) {
	pages := (total + rows - 1) / rows
	p.Total, p.TotalPage = &total, &pages
}
