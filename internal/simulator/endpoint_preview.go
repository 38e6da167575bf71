package simulator

import "fmt"

type previewRow struct {
	PadCode   string  `json:"padCode"`
	AccessURL *string `json:"accessUrl"`
}

// preview handles pad/generatePreview of 2024 (API document: Generation of
// preview image). It returns a new URL per instance each time. Assumed: the URL
// is null if the instance is not running or its task is set to fail.
func preview(s *Simulator, r *request) (any, *refusal) {
	instances, refused := s.parseInstances(r, true)
	var rotation int
	var broadcast bool
	r.fields.required("rotation", &rotation)
	r.fields.optional("broadcast", &broadcast)
	if rotation != 0 && rotation != 1 {
		r.fields.refuse(codeInvalidParameters, "rotation must be 0 or 1")
	}
	if refused != nil || r.fields.refused != nil {
		return nil, refused
	}
	s.counters.countBatch(r.route.path, len(instances))
	rows := make([]previewRow, 0, len(instances))
	for _, inst := range instances {
		if r.omitted(inst.code) {
			continue
		}
		row := previewRow{PadCode: inst.code}
		if inst.online && inst.status == statusRunning && r.injectedFailure(inst.code) == nil {
			url := fmt.Sprintf("https://previews.simulator.invalid/%s.png?rotation=%d&at=%d", inst.code, rotation, r.at.UnixMilli())
			row.AccessURL = &url
		}
		rows = append(rows, row)
	}
	return rows, nil
}
