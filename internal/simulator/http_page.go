package simulator

import "math"

// maxRows is the largest page size (newer documents).
const maxRows = 1000

// page is one page of a listing (API document: Instance details).
type page struct {
	Page      int   `json:"page"`
	Rows      int   `json:"rows"`
	Size      int   `json:"size"`
	Total     *int  `json:"total,omitempty"`     // nil: omitted because of FaultTotal
	TotalPage *int  `json:"totalPage,omitempty"` // nil: omitted because of FaultTotal
	PageData  []any `json:"pageData"`
}

// selection is the instances that a listing selects: those of base that meet
// all conditions.
type selection struct {
	base       index
	conditions []func(*instance) bool
}

// narrow restricts the selection to the instances of x, whose members the
// function member recognizes. The shorter index becomes the base.
func (c *selection) narrow(x index, member func(*instance) bool) {
	if len(x) < len(c.base) || c.base == nil {
		c.base = x
	}
	c.conditions = append(c.conditions, member)
}

// pageOfInstances returns one page of a selection. Without conditions it touches
// only the instances of the page. row is called only for those.
func (s *Simulator) pageOfInstances(r *request, selected selection, number, rows int, row func(*instance) any) page {
	instances := selected.base
	if len(selected.conditions) > 0 {
		instances = s.matchingInstances(r, selected)
	}
	result, on := r.paginate(len(instances), number, rows)
	for _, i := range on {
		s.advance(instances[i], r.at)
		result.PageData = append(result.PageData, row(instances[i]))
	}
	return result
}

// pageOfRows returns one page of rows.
func (r *request) pageOfRows(all []any, number, rows int) page {
	result, on := r.paginate(len(all), number, rows)
	for _, i := range on {
		result.PageData = append(result.PageData, all[i])
	}
	return result
}

func (s *Simulator) matchingInstances(r *request, selected selection) index {
	var instances index
	for _, inst := range append(index(nil), selected.base...) { // advancing may change an index
		s.advance(inst, r.at)
		if meetsAll(inst, selected.conditions) {
			instances = append(instances, inst)
		}
	}
	return instances
}

func meetsAll(inst *instance, conditions []func(*instance) bool) bool {
	for _, meets := range conditions {
		if !meets(inst) {
			return false
		}
	}
	return true
}

// parsePage reads page and rows, which default to 1 and 10 unless required.
func parsePage(f *fields, required bool) (number, rows int) {
	number, rows = 1, 10
	if required {
		f.required("page", &number)
		f.required("rows", &rows)
	} else {
		f.optional("page", &number)
		f.optional("rows", &rows)
	}
	if number < 1 || number > math.MaxInt32 || rows < 1 || rows > maxRows {
		f.refuse(codeInvalidParameters, "page must be 1 or more, rows 1 to %d", maxRows)
	}
	return number, rows
}

// lookupAll returns the instances with the given codes or addresses, in the
// order of the account. Unknown names are skipped.
func lookupAll(of map[string]*instance, names []string) index {
	instances := index{}
	for _, name := range names {
		if inst := of[name]; inst != nil {
			instances.add(inst)
		}
	}
	return instances
}
