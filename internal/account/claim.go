package account

import (
	"context"
	"crypto/rand"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// An account has one callback, one app blacklist per specification and one binding
// per public IP. If a resource is renamed, or replaced, the old object is deleted
// while the new one is created, in any order. So an object claims what it manages,
// and a Delete sends nothing if another object has claimed the same.

// accountKey identifies something that an account has only once.
type accountKey struct {
	// id is the key in the ledger and of the lock. It cannot be a pad code.
	id string
	// part is what a Delete takes back: an object that claims another part does not
	// keep it.
	part string
	// noun is for messages: "the callback of the account".
	noun string
}

// claimKey holds the claimRecord in private state.
const claimKey = "claim"

// claimRecord is what an object knows of other objects that manage the same.
type claimRecord struct {
	// Owner distinguishes the object from others in the ledger.
	Owner string `json:"owner"`
	// Others are the other objects at the last refresh.
	Others []string `json:"others,omitempty"`
	// Value is a fingerprint of what the object sent last, and Sent when, in
	// milliseconds since 1970.
	Value string `json:"value,omitempty"`
	Sent  int64  `json:"sent,omitempty"`
}

// claim is an object and what it claims.
type claim struct {
	accountKey
	data     *tfkit.Data
	typeName string
	record   claimRecord
	// begun and earlier belong to a Read: its time, and the objects that have not
	// learned of this one.
	begun   time.Time
	earlier map[string][]ledger.Earlier
}

// claimOf returns the claim of an object, given its private state.
func (r *accountResource) claimOf(ctx context.Context, private tfkit.PrivateReader, key accountKey) *claim {
	c := &claim{accountKey: key, data: r.Data, typeName: r.TypeName()}
	if !tfkit.GetPrivate(ctx, private, claimKey, &c.record) || c.record.Owner == "" {
		c.record.Owner = rand.Text()
	}
	return c
}

// owner returns the object's name in the ledger.
func (c *claim) owner() string { return c.typeName + "/" + c.record.Owner }

func (c *claim) save(ctx context.Context, private tfkit.Private) diag.Diagnostics {
	return tfkit.SetPrivate(ctx, private, claimKey, c.record)
}

// refreshTime is the least duration of a Read: by then, the Reads of other objects
// have begun.
const refreshTime = 100 * time.Millisecond

// beginRefresh is called at the beginning of a Read.
func (c *claim) beginRefresh() {
	c.begun = time.Now()
	var loss ledger.Loss
	if c.record.Sent != 0 {
		loss.Undone = map[string]int64{c.record.Value: c.record.Sent}
	}
	c.earlier = map[string][]ledger.Earlier{c.id: c.data.Ledger.Hold(c.id, c.owner(), ledger.Holding{Settings: []string{c.part}, Loss: loss})}
}

// endRefresh is called at the end of a Read. It notes the other objects, and reports
// whether one of them has changed what this object had sent, or is about to delete
// it.
func (c *claim) endRefresh(ctx context.Context) (lost bool) {
	timer := time.NewTimer(time.Until(c.begun.Add(refreshTime)))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
	parts := []string{c.part}
	ownership.AwaitPlans(ctx, c.data, c.earlier, func(string) []string { return parts }, nil)
	sent, _ := c.data.Ledger.EndRefresh(c.id, c.owner(), func() []ledger.Held { return nil })
	c.record.Others = ownership.NoteOthers(c.data, c.id, c.owner(), parts)[c.part]
	if len(ownership.Threatened(c.data, c.id, c.owner(), parts)) > 0 {
		return true
	}
	mine := max(c.record.Sent, sent.Undone[c.record.Value])
	for value, at := range sent.Undone {
		if value != c.record.Value && at > mine {
			return true
		}
	}
	return false
}

// beginApply is called at the beginning of a Create or an Update.
func (c *claim) beginApply() {
	c.data.Ledger.BeginApply()
	c.data.Ledger.Claim(c.id, c.owner(), []string{c.part})
}

// beginCreate is beginApply for a Create.
func (r *accountResource) beginCreate(ctx context.Context, private tfkit.Private, key accountKey, diags *diag.Diagnostics) *claim {
	diags.Append(tfkit.MarkCreated(ctx, private)...)
	diags.Append(ownership.ForgetHandover(ctx, private)...)
	c := r.claimOf(ctx, noPrivate{}, key)
	c.beginApply()
	return c
}

// noPrivate is the private state of a new object.
type noPrivate struct{}

// GetKey returns nothing.
func (noPrivate) GetKey(context.Context, string) ([]byte, diag.Diagnostics) { return nil, nil }

// lock waits for its turn to change what the key stands for.
func (c *claim) lock(ctx context.Context) (unlock func(), err error) {
	return c.data.Engine.Lock(ctx, c.id)
}

// sent records that the object has sent a value, and warns if another object of the
// process has sent one. Call it with the lock. more is for the Delete of an object
// that is replaced.
func (c *claim) sent(ctx context.Context, private tfkit.Private, value string, more any, diags *diag.Diagnostics) {
	if _, shared := c.data.Ledger.Set(c.id, c.part, c.owner(), more); shared {
		diags.Append(c.sharedWarning())
	}
	c.record.Value, c.record.Sent = value, time.Now().UnixMilli()
	diags.Append(c.save(ctx, private)...)
}

// beginDelete is called at the beginning of a Delete. value is what the object has
// set. Call end when the Delete ends.
func (r *accountResource) beginDelete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse, key accountKey, value string) (c *claim, end func()) {
	r.Data.Ledger.BeginApply()
	c = r.claimOf(ctx, req.Private, key)
	handover, _ := ownership.TakeHandover(ctx, r.Data, req.Private)
	handover.Claim(r.Data, c.owner())
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	resp.Diagnostics.Append(ownership.ForgetHandover(ctx, resp.Private)...)
	r.Data.Ledger.BeginLeaving(c.owner())
	return c, r.Data.Ledger.BeginRelease(key.id, c.owner(), value)
}

// leave is called in a Delete and waits for its turn. It reports whether another
// object keeps what this one has set; then nothing must be sent.
func (c *claim) leave(ctx context.Context, diags *diag.Diagnostics) (unlock func(), kept bool, err error) {
	if !c.claimedByOthers() {
		c.data.Ledger.AwaitClaims(ctx)
	}
	unlock, err = c.lock(ctx)
	if err != nil {
		return nil, false, err
	}
	keeper, kept := c.data.Ledger.Leave(c.id, c.part, c.owner(), c.record.Others)
	if kept && !keeper.Certain {
		diags.Append(c.leftWarning(keeper.Owner))
	}
	return unlock, kept, nil
}

// claimedByOthers reports whether another object of the process has claimed the key,
// or was planned to.
func (c *claim) claimedByOthers() bool {
	return len(c.data.Ledger.Claimants(c.id, c.part, c.owner())) > 0 || slices.ContainsFunc(c.record.Others, ownership.IsNew)
}
