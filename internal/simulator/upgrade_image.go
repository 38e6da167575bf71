package simulator

import (
	"encoding/json"
	"fmt"
	"time"
)

type upgradeArgs struct {
	ImageID string `json:"imageId"`
	Wipe    bool   `json:"wipe,omitempty"`
}

// upgradeItem is the answer for one phone: either a task or an errorMsg.
type upgradeItem struct {
	PadCode  string  `json:"padCode"`
	TaskID   *int64  `json:"taskId"`
	ErrorMsg *string `json:"errorMsg"`
}

// upgradeImage is pad/upgradeImage (API document: upgraded mirror). The phone
// is upgrading until a while after the task is done. An image that nobody
// knows refuses the call; one of another Android version only the phones
// that it does not fit.
var upgradeImage = &operation{
	name: "upgradeImage", change: true, once: true, disrupts: true,
	orders: func(s *Simulator, r *request) []order {
		phones, refused := s.submitTargets(r)
		if refused != nil {
			r.fields.refused = refused
			return nil
		}
		var args upgradeArgs
		r.fields.need("imageId", &args.ImageID)
		r.fields.need("wipeData", &args.Wipe)
		android, known := s.account.catalogue.android(args.ImageID)
		if !known {
			r.fields.refuse(codeNoSuchImage, "the image does not exist")
		}
		return []order{{phones: phones, args: keep(r.fields, args), refuses: func(p *phone) string {
			if has := s.androidOf(p); has != android {
				return fmt.Sprintf("image %s is for %s, the instance runs %s", args.ImageID, android, has)
			}
			return ""
		}}}
	},
	shape: func(_ *request, outcomes []outcome) any {
		items := make([]upgradeItem, 0, len(outcomes))
		for _, o := range outcomes {
			item := upgradeItem{PadCode: o.phone.code}
			if o.why != "" {
				item.ErrorMsg = &o.why
			} else {
				item.TaskID = &o.id
			}
			items = append(items, item)
		}
		return items
	},
	begin: func(s *Simulator, t *task, start time.Time, usual time.Duration) time.Duration {
		return s.away(t.phone, statusUpgrading, start, usual)
	},
	apply: func(_ *Simulator, p *phone, raw json.RawMessage) (string, error) {
		var args upgradeArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		p.image = args.ImageID
		p.set.restarted()
		if args.Wipe {
			p.set.wiped()
		}
		return "", nil
	},
}
