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

// upgradeItem is the response for one instance: either a task or an errorMsg.
type upgradeItem struct {
	PadCode  string  `json:"padCode"`
	TaskID   *int64  `json:"taskId"`
	ErrorMsg *string `json:"errorMsg"`
}

// upgradeImage is pad/upgradeImage (API document: upgraded mirror). The instance
// is still upgrading for a while after the task is done. An unknown image refuses
// the call; an image of another Android version is rejected per instance.
var upgradeImage = &operation{
	name: "upgradeImage", changes: true, nonIdempotent: true, disrupts: true,
	parseJobs: func(s *Simulator, r *request) []job {
		instances, refused := s.parseTargets(r)
		if refused != nil {
			r.fields.refused = refused
			return nil
		}
		var args upgradeArgs
		r.fields.required("imageId", &args.ImageID)
		r.fields.required("wipeData", &args.Wipe)
		android, known := s.account.catalog.imageFamily(args.ImageID)
		if !known {
			r.fields.refuse(codeImageNotFound, "the image does not exist")
		}
		return []job{{instances: instances, args: encodeArgs(r.fields, args), rejects: func(inst *instance) string {
			if has := s.androidVersionOf(inst); has != android {
				return fmt.Sprintf("image %s is for %s, the instance runs %s", args.ImageID, android, has)
			}
			return ""
		}}}
	},
	buildResponse: func(_ *request, outcomes []outcome) any {
		items := make([]upgradeItem, 0, len(outcomes))
		for _, o := range outcomes {
			item := upgradeItem{PadCode: o.instance.code}
			if o.reason != "" {
				item.ErrorMsg = &o.reason
			} else {
				item.TaskID = &o.id
			}
			items = append(items, item)
		}
		return items
	},
	onStart: func(s *Simulator, t *task, start time.Time, usual time.Duration) time.Duration {
		return s.disrupt(t.instance, statusUpgrading, start, usual)
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args upgradeArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		inst.image = args.ImageID
		inst.settings.reboot()
		if args.Wipe {
			inst.settings.factoryReset()
		}
		return "", nil
	},
}
