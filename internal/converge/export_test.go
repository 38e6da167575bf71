package converge

// SetAtOnce sets how many orders ApplyAll carries out at the same time.
func (c *Converger) SetAtOnce(n int) { c.atOnce = n }
