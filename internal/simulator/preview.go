package simulator

import "fmt"

type previewAnswer struct {
	PadCode   string  `json:"padCode"`
	AccessURL *string `json:"accessUrl"`
}

// preview is pad/generatePreview of 2024 (API document: Generation of preview
// image): an address per phone, another one each time. The address of a phone
// that is not running, or whose task is to fail, is null (assumed).
func preview(s *Simulator, r *request) (any, *refusal) {
	phones, refused := s.namedPhones(r, true)
	var rotation int
	var broadcast bool
	r.fields.need("rotation", &rotation)
	r.fields.may("broadcast", &broadcast)
	if rotation != 0 && rotation != 1 {
		r.fields.refuse(codeWrongParameters, "rotation must be 0 or 1")
	}
	if refused != nil || r.fields.refused != nil {
		return nil, refused
	}
	s.counters.batch(r.route.path, len(phones))
	answers := make([]previewAnswer, 0, len(phones))
	for _, p := range phones {
		if r.omits(p.code) {
			continue
		}
		answer := previewAnswer{PadCode: p.code}
		if p.online && p.status == statusRunning && r.taskFailure(p.code) == nil {
			url := fmt.Sprintf("https://previews.simulator.invalid/%s.png?rotation=%d&at=%d", p.code, rotation, r.at.UnixMilli())
			answer.AccessURL = &url
		}
		answers = append(answers, answer)
	}
	return answers, nil
}
