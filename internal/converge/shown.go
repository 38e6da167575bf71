package converge

import "context"

// changed is a setting that an earlier change has set or undone.
type changed struct {
	setting Setting
	// hash is the hash of the value, "" if the setting was undone.
	hash string
	// value is the value, or nil if it is not known.
	value Value
}

// showsChange reports whether an instance that is running shows the effect of a change
// whose end was not seen: the whole value, or that it lacks the setting. Parts that
// are not shown would be no evidence.
func (r *run) showsChange(ctx context.Context, c *changed) (bool, error) {
	if c == nil || c.setting == nil {
		return false, ctx.Err()
	}
	if c.hash == "" {
		return r.Lacks(ctx, r.order.PadCode, c.setting), ctx.Err()
	}
	seen, ok := r.evidence(ctx, SourcesOf(c.setting)&(Details|Properties))
	if !ok {
		return false, ctx.Err()
	}
	if value, shown := observe(c.setting, seen, nil, true); shown && Hash(value) == c.hash {
		return true, nil
	}
	return c.value != nil && r.shows(seen, c.setting, c.value), nil
}

// isBlind reports whether an instance that shows a value would be no evidence of a
// change to it: the instance may have shown it before. If it shows another value just
// after the change was sent, the value appears later only by the change.
func (r *run) isBlind(ctx context.Context, d *Desired, f *Flight) bool {
	e, known := r.holding.Settings[d.Setting.Name()]
	hash, before := d.hash(), e.Applied
	if len(f.Tasks) == 0 && before != hash && ctx.Err() == nil {
		seen, ok := r.evidence(ctx, SourcesOf(d.Setting)&(Details|Properties))
		if value, shown := observe(d.Setting, seen, nil, true); ok && shown {
			return Hash(value) == hash
		}
	}
	// As far as is known, the first value of a setting is new.
	return known && (before == "" || before == hash)
}

// showsDesired reports whether the row of the instance shows a value while it is
// running. Only documented sources count.
func (r *run) showsDesired(ctx context.Context, d *Desired) bool {
	seen, ok := r.evidence(ctx, SourcesOf(d.Setting)&Details)
	return ok && r.shows(seen, d.Setting, d.Value)
}

func (r *run) shows(seen Evidence, s Setting, v Value) bool {
	return SourcesOf(s)&Details != 0 && !isInferred(s) && matches(s, seen, v)
}

// evidence reads sources of the instance anew. It returns false if there are none, or
// if the instance is not running.
func (r *run) evidence(ctx context.Context, sources Sources) (seen Evidence, ok bool) {
	if sources == 0 {
		return Evidence{}, false
	}
	code := r.order.PadCode
	r.engine.Forget(code)
	details, err := r.engine.Details(ctx, []string{code})
	detail, here := details[code]
	if err != nil || !here || !detail.Running() {
		return Evidence{}, false
	}
	seen.Detail = &detail
	if sources&Properties != 0 {
		properties, err := r.engine.Properties(ctx, []string{code}, r.reach)
		if p, shown := properties[code]; err == nil && shown {
			seen.Properties = &p
		}
	}
	return seen, true
}
