package simulator

// Codes of dissolveRoom.
const (
	codeStreamFailed   = 120004
	codeStreamNotFound = 120005
)

// dissolved groups the instances of dissolveRoom by outcome.
type dissolved struct {
	Success []stoppedStream `json:"successList"`
	Fail    []failedStream  `json:"failList"`
}

type stoppedStream struct {
	PadCode string `json:"padCode"`
}

type failedStream struct {
	PadCode   string `json:"padCode"`
	ErrorCode int    `json:"errorCode"`
	ErrorMsg  string `json:"errorMsg"`
}

// dissolveRoom handles rtc/open/room/dissolveRoom (API document: Stop Push Flow). It
// stops the video stream of the instances; an instance without one counts as stopped.
// Unknown instances are in failList.
func dissolveRoom(s *Simulator, r *request) (any, *refusal) {
	var codes []string
	r.fields.required("padCodes", &codes)
	r.fields.checkLimit("padCodes", len(codes), r.route.limit)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	if refused := checkDuplicates(codes); refused != nil {
		return nil, refused
	}
	s.counters.countBatch(r.route.path, len(codes))
	data := dissolved{Success: []stoppedStream{}, Fail: []failedStream{}}
	e := &event{At: r.at, Kind: eventDrift, Drift: &DriftSet{Streaming: new(bool)}}
	for _, code := range codes {
		if r.omitted(code) {
			continue
		}
		if s.account.byCode[code] == nil {
			data.Fail = append(data.Fail, failedStream{code, codeStreamNotFound, msgInstanceNotFound})
		} else if f := r.injectedFailure(code); f != nil {
			data.Fail = append(data.Fail, failedStream{code, codeStreamFailed, f.Message})
		} else {
			data.Success = append(data.Success, stoppedStream{code})
			e.Pads = append(e.Pads, code)
		}
	}
	if len(e.Pads) > 0 {
		if refused := s.commitRequest(e); refused != nil {
			return nil, refused
		}
	}
	return data, nil
}
