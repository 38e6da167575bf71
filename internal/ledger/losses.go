package ledger

// Loss is what the settings of other owners may have lost by changes of one owner.
// Times are those of the applies, in milliseconds since 1970; a setting that was sent
// in the same apply or later is not lost.
type Loss struct {
	// Erased is when the data of the instance were erased.
	Erased int64 `json:"erased,omitempty"`
	// Restarted is when the instance was restarted.
	Restarted int64 `json:"restarted,omitempty"`
	// Undone is when a setting was undone, by name.
	Undone map[string]int64 `json:"undone,omitempty"`
	// MadeGood is when the settings of an owner were sent again that it had lost until
	// then.
	MadeGood map[string]int64 `json:"made_good,omitempty"`
}

// For returns the loss of one owner, without what was made good.
func (l Loss) For(owner string) Loss {
	good, any := l.MadeGood[owner]
	if !any {
		return l
	}
	left := Loss{MadeGood: l.MadeGood}
	if l.Erased > good {
		left.Erased = l.Erased
	}
	if l.Restarted > good {
		left.Restarted = l.Restarted
	}
	for name, at := range l.Undone {
		if at <= good {
			continue
		}
		if left.Undone == nil {
			left.Undone = map[string]int64{}
		}
		left.Undone[name] = at
	}
	return left
}

// Empty reports whether nothing was lost.
func (l Loss) Empty() bool { return l.Erased == 0 && l.Restarted == 0 && len(l.Undone) == 0 }

// Latest returns the time of the latest loss.
func (l Loss) Latest() int64 {
	latest := max(l.Erased, l.Restarted)
	for _, at := range l.Undone {
		latest = max(latest, at)
	}
	return latest
}

// setLoss records what an owner's changes of an instance have cost others.
func (l *Ledger) setLoss(padCode, owner string, loss Loss) {
	if loss.Empty() {
		return
	}
	if l.losses == nil {
		l.losses = map[string]map[string]Loss{}
	}
	if l.losses[padCode] == nil {
		l.losses[padCode] = map[string]Loss{}
	}
	l.losses[padCode][owner] = loss
}

// lossesOf returns the losses by other owners, and false if there are none.
func (l *Ledger) lossesOf(padCode, owner string) (all Loss, any bool) {
	for by, loss := range l.losses[padCode] {
		if by == owner {
			continue
		}
		loss = loss.For(owner)
		any = any || !loss.Empty()
		all.Erased, all.Restarted = max(all.Erased, loss.Erased), max(all.Restarted, loss.Restarted)
		for name, at := range loss.Undone {
			if all.Undone == nil {
				all.Undone = map[string]int64{}
			}
			all.Undone[name] = max(all.Undone[name], at)
		}
	}
	return all, any
}
