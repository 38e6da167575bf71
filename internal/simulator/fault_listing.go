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
	vanished := 0
	if f := r.listingFault(FaultVanish); f != nil && number > 1 {
		vanished = min(max(f.Count, 1), total)
	}
	from := min(total, vanished+(number-1)*rows)
	to := min(total, from+rows)
	result := page{Page: number, Rows: rows}
	result.setTotals(total-vanished, rows)
	indexes := make([]int, 0, rows)
	duplicates := 0
	if f := r.listingFault(FaultDuplicateRows); f != nil {
		duplicates = max(f.Count, 1)
	}
	for i := from; i < to; i++ {
		if indexes = append(indexes, i); i-from < duplicates {
			indexes = append(indexes, i)
		}
	}
	if r.listingFault(FaultEndless) != nil && total > 0 {
		result.setTotals(number*rows+1, rows)
		for at := (number - 1) * rows; len(indexes) < rows; {
			indexes = append(indexes, (at+len(indexes))%total)
		}
	}
	if f := r.listingFault(FaultTotal); f != nil && f.Count < 0 {
		result.Total, result.TotalPage = nil, nil
	} else if f != nil {
		result.setTotals(f.Count, rows)
	}
	result.Size, result.PageData = len(indexes), make([]any, 0, len(indexes))
	return result, indexes
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
