package armcloud

import "context"

// GetModelInfo returns the phone model that instances present to apps.
// API document: Batch access to instance model information.
var GetModelInfo = &Operation{
	Name:       "read the model information",
	Method:     "POST",
	Path:       "/openapi/open/pad/modelInfo",
	Target:     "padCodes",
	MaxTargets: 100,
	Repeatable: true,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// ModelInfo is the phone model that an instance presents to apps. Fields that the
// service doesn't return are empty or nil. API document: Batch access to instance
// model information.
type ModelInfo struct {
	PadCode      string
	IMEI         string
	SerialNumber string
	WifiMAC      string
	AndroidID    string
	Model        string
	Brand        string
	Manufacturer string
	Rooted       *bool
	// Width and Height are the size of the screen in pixels.
	Width, Height *int64
	// MemoryLimit is in a unit that is not documented.
	MemoryLimit *int64

	// The 2024 level does not return the following fields.
	BluetoothAddress      string
	PhoneNumber           string
	ROMVersion            string
	StorageBytes          *int64
	StorageUsedBytes      *int64
	StorageAvailableBytes *int64
}

// ModelInfo returns the phone models of up to 100 instances. API document: Batch
// access to instance model information.
func (c *Client) ModelInfo(ctx context.Context, padCodes []string) ([]ModelInfo, error) {
	if err := tooMany(GetModelInfo, padCodes); err != nil {
		return nil, err
	}
	response, err := c.Call(ctx, GetModelInfo, map[string][]string{"padCodes": padCodes})
	if err != nil {
		return nil, err
	}
	rows, err := decodeList[modelRow](response.Data)
	if err != nil {
		return nil, undecodable(GetModelInfo, response, err)
	}
	models := make([]ModelInfo, 0, len(rows))
	for _, row := range rows {
		if !row.refused() {
			models = append(models, row.model())
		}
	}
	return models, nil
}

type modelRow struct {
	PadCode           flexString `json:"padCode"`
	IMEI              flexString `json:"imei"`
	SerialNo          flexString `json:"serialno"`
	WifiMAC           flexString `json:"wifimac"`
	AndroidID         flexString `json:"androidid"`
	Model             flexString `json:"model"`
	Brand             flexString `json:"brand"`
	Manufacturer      flexString `json:"manufacturer"`
	IsRoot            flexBool   `json:"isRoot"`
	Width             flexInt    `json:"width"`
	Height            flexInt    `json:"height"`
	MemoryLimit       flexInt    `json:"memoryLimit"`
	BluetoothAddr     flexString `json:"bluetoothaddr"`
	PhoneNum          flexString `json:"phonenum"`
	ROMVersion        flexString `json:"romVersion"`
	DataSize          flexInt    `json:"dataSize"`
	DataSizeUsed      flexInt    `json:"dataSizeUsed"`
	DataSizeAvailable flexInt    `json:"dataSizeAvailable"`
	itemRefusal
}

func (r modelRow) model() ModelInfo {
	return ModelInfo{
		PadCode: string(r.PadCode), IMEI: string(r.IMEI), SerialNumber: string(r.SerialNo),
		WifiMAC: string(r.WifiMAC), AndroidID: string(r.AndroidID), Model: string(r.Model),
		Brand: string(r.Brand), Manufacturer: string(r.Manufacturer), Rooted: r.IsRoot.pointer(),
		Width: r.Width.pointer(), Height: r.Height.pointer(), MemoryLimit: r.MemoryLimit.pointer(),
		BluetoothAddress: string(r.BluetoothAddr), PhoneNumber: string(r.PhoneNum), ROMVersion: string(r.ROMVersion),
		StorageBytes: r.DataSize.pointer(), StorageUsedBytes: r.DataSizeUsed.pointer(),
		StorageAvailableBytes: r.DataSizeAvailable.pointer(),
	}
}
