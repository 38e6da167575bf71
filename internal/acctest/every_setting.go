package acctest

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// SetEverySetting changes all settings of all instances of an account outside Terraform.
// Texts contain what HCL has to escape.
func SetEverySetting(t testing.TB, account *Account) {
	t.Helper()
	zones, languages := []string{"Europe/Berlin", "Asia/Tokyo", "America/Lima"}, []string{"de-DE", "en", "ja-JP"}
	imeis := []string{"356938035643809", "490154203237518", "352099001761481"}
	adb := true
	for i, code := range account.PadCodes() {
		zone, language, imei, image := zones[i%3], languages[i%3], imeis[i%3], simulator.ImageAndroid13B
		drift := simulator.DriftSet{
			TimeZone: &zone, Language: &language, Image: &image, ADB: &adb,
			Location:  &simulator.Location{Latitude: 52.5, Longitude: 13.4},
			Bandwidth: &simulator.Bandwidth{UploadMbps: 10, DownloadMbps: 20},
			Proxy:     &simulator.Proxy{Enabled: true, IP: "192.0.2.7", Port: 1080, Protocol: "socks5", Username: "shop", Password: "not-a-secret"},
			SIM: map[string]string{
				"imei": imei, "imeisv": "01", "meid": "A0000000000001", "iccid": "8949000000000000001F", "imsi": "262011234567890",
				"operatorLongname": `Tele "${x}" %{ if true }`, "operatorShortname": "Tele", "operatorNumeric": "26201", "spn": "Tele", "phonenum": "+4915100000",
				"netCountry": "DE", "simCountry": "DE", "type": "9", "mcc": "262", "mnc": "01", "tac": "1", "cellid": "2", "narfcn": "3", "physicalcellid": "4",
			},
			Apps:       map[string]int64{"com.example.kiosk": 100},
			Properties: simulator.Properties{"system": {"debug.color": "red"}},
		}
		if err := account.Drift([]string{code}, drift); err != nil {
			t.Fatal(err)
		}
	}
}
