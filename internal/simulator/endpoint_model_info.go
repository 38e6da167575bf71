package simulator

import "fmt"

const (
	deviceBrand = "Xiaomi"
	deviceModel = "Mi 10 Pro"
)

// modelRow is the model of one instance (API document: Batch access to instance
// model information). The embedded fields exist only at the current level.
type modelRow struct {
	PadCode      string `json:"padCode"`
	IMEI         string `json:"imei"`
	Serial       string `json:"serialno"`
	WifiMAC      string `json:"wifimac"`
	AndroidID    string `json:"androidid"`
	Model        string `json:"model"`
	Brand        string `json:"brand"`
	Manufacturer string `json:"manufacturer"`
	IsRoot       string `json:"isRoot"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
	MemoryLimit  int    `json:"memoryLimit"`
	*currentModelFields
}

type currentModelFields struct {
	Bluetooth         string  `json:"bluetoothaddr"`
	PhoneNumber       *string `json:"phonenum"`
	ROMVersion        string  `json:"romVersion"`
	DataSize          int64   `json:"dataSize"`
	DataSizeAvailable int64   `json:"dataSizeAvailable"`
	DataSizeUsed      int64   `json:"dataSizeUsed"`
}

// modelInfo handles pad/modelInfo.
func modelInfo(s *Simulator, r *request) (any, *refusal) {
	instances, refused := s.parseInstances(r, true)
	if refused != nil {
		return nil, refused
	}
	s.counters.countBatch(r.route.path, len(instances))
	rows := make([]modelRow, 0, len(instances))
	for _, inst := range instances {
		seed, number := s.account.seed, uint64(inst.number) //nolint:gosec // numbers are positive
		row := modelRow{
			PadCode: inst.code, IMEI: s.imei(inst), Serial: s.serial(inst), WifiMAC: macAddress(noise(seed, noiseMAC, number)),
			AndroidID: fmt.Sprintf("%016x", noise(seed, noiseAndroidID, number)),
			Model:     deviceModel, Brand: deviceBrand, Manufacturer: deviceBrand,
			IsRoot: "0", Width: 720, Height: 1280, MemoryLimit: 4096,
		}
		modem := s.visibleProperties(inst)[listModem]
		if imei := modem["IMEI"]; imei != "" {
			row.IMEI = imei
		}
		if r.current() {
			used := s.storageUsed(inst)
			row.currentModelFields = &currentModelFields{
				Bluetooth:   macAddress(noise(seed, noiseMAC, number, 1)),
				PhoneNumber: phoneNumber(modem), ROMVersion: s.androidVersionOf(inst), DataSize: storageSize, DataSizeUsed: used, DataSizeAvailable: storageSize - used,
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func macAddress(n uint64) string {
	return fmt.Sprintf("04:%02x:%02x:%02x:%02x:%02x", n>>32&255, n>>24&255, n>>16&255, n>>8&255, n&255)
}

// phoneNumber returns nil if the instance has no phone number.
func phoneNumber(modem map[string]string) *string {
	if number := modem["PhoneNum"]; number != "" {
		return &number
	}
	return nil
}
