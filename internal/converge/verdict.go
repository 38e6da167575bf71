package converge

// Verdict is the meaning of an observation.
type Verdict string

// Verdicts.
const (
	AsExpected  Verdict = "as expected"
	Drifted     Verdict = "drifted"
	Confirms    Verdict = "confirms the source"
	Unconfirmed Verdict = "ignored: the source is not confirmed"
	UnderWay    Verdict = "differs while a change is under way"
	ReadInFull  Verdict = "read in full"
)

// Verdict returns what the observation means for a setting of which e is known.
func (o Observation) Verdict(e Entry) Verdict {
	switch {
	case o.Expected == nil:
		return ReadInFull
	case o.Differs && e.Flight != nil:
		return UnderWay
	case o.Drifted:
		return Drifted
	case o.Differs:
		return Unconfirmed
	case o.Confirmed && !o.WasConfirmed && NeedsConfirmation(o.Setting):
		return Confirms
	default:
		return AsExpected
	}
}
