package simulator

import "fmt"

const (
	phoneBrand = "Xiaomi"
	phoneModel = "Mi 10 Pro"
)

// modelAnswer is the model of one phone (API document: Batch access
// to instance model information). The pointers exist at the current level only.
type modelAnswer struct {
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
	*newerModel
}

type newerModel struct {
	Bluetooth         string  `json:"bluetoothaddr"`
	PhoneNumber       *string `json:"phonenum"`
	ROMVersion        string  `json:"romVersion"`
	DataSize          int64   `json:"dataSize"`
	DataSizeAvailable int64   `json:"dataSizeAvailable"`
	DataSizeUsed      int64   `json:"dataSizeUsed"`
}

// modelInfo is pad/modelInfo.
func modelInfo(s *Simulator, r *request) (any, *refusal) {
	phones, refused := s.namedPhones(r, true)
	if refused != nil {
		return nil, refused
	}
	s.counters.batch(r.route.path, len(phones))
	answers := make([]modelAnswer, 0, len(phones))
	for _, p := range phones {
		seed, number := s.account.seed, uint64(p.number) //nolint:gosec // numbers are positive
		answer := modelAnswer{
			PadCode: p.code, IMEI: s.imei(p), Serial: s.serial(p), WifiMAC: macAddress(noise(seed, noiseMAC, number)),
			AndroidID: fmt.Sprintf("%016x", noise(seed, noiseAndroidID, number)),
			Model:     phoneModel, Brand: phoneBrand, Manufacturer: phoneBrand,
			IsRoot: "0", Width: 720, Height: 1280, MemoryLimit: 4096,
		}
		modem := s.shownProperties(p)[listModem]
		if imei := modem["IMEI"]; imei != "" {
			answer.IMEI = imei
		}
		if r.current() {
			used := s.storageUsed(p)
			answer.newerModel = &newerModel{
				Bluetooth:   macAddress(noise(seed, noiseMAC, number, 1)),
				PhoneNumber: phoneNumber(modem), ROMVersion: s.androidOf(p), DataSize: storageSize, DataSizeUsed: used, DataSizeAvailable: storageSize - used,
			}
		}
		answers = append(answers, answer)
	}
	return answers, nil
}

func macAddress(n uint64) string {
	return fmt.Sprintf("04:%02x:%02x:%02x:%02x:%02x", n>>32&255, n>>24&255, n>>16&255, n>>8&255, n&255)
}

// phoneNumber is null for a phone that was given none.
func phoneNumber(modem map[string]string) *string {
	if number := modem["PhoneNum"]; number != "" {
		return &number
	}
	return nil
}
