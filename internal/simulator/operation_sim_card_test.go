package simulator

import (
	"strings"
	"testing"
)

const card = `"imei":"868034031518269","iccid":"89860002191807255576","imsi":"460074008004488","phonenum":"861234566",
	"operatorLongname":"CHINA MOBILE","operatorShortnam":"CMSS","mcc":"461","mnc":"01"`

// SIM fields show in the modem properties and the model. Absent fields stay
// unchanged; both spellings of operatorShortname work; a reset clears all.
func TestSIMShowsInModemPropertiesAndModel(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		modem := func(name string) string { return s.property(t, one, "modemPropertiesList", name) }
		model := func() item { return s.mustCall(t, padPath+"modelInfo", "{"+pads(one)+"}").items(t)[0] }
		own, ownNetwork := modem("IMEI"), modem("MCCMNC")
		must(t, s.Drift([]string{one}, DriftSet{Properties: Properties{listModem: {"IMEI": "111111111111111"}}}))
		s.do(t, padPath+"updateSIM", body(card, one))
		s.do(t, padPath+"updateSIM", body(`"spn":"China"`, one))
		for name, want := range map[string]string{
			"IMEI": "868034031518269", "ICCID": "89860002191807255576", "IMSI": "460074008004488",
			"MCCMNC": "461,01", "OpName": "CHINA MOBILE", "PhoneNum": "861234566",
		} {
			if got := modem(name); got != want {
				t.Errorf("%s: got %q, want %q", name, got, want)
			}
		}
		row := model()
		if row["imei"] != "868034031518269" {
			t.Errorf("got imei %v in the model, want 868034031518269", row["imei"])
		}
		number, has := row["phonenum"]
		if newer := s.options.Level == LevelCurrent; has != newer || newer && number != "861234566" {
			t.Errorf("got phone number %v in the model, want 861234566 only at the current level", number)
		}
		now := s.instanceState(t, one).SIM
		if now["operatorShortname"] != "CMSS" || now["spn"] != "China" || len(now) != 9 {
			t.Errorf("got SIM fields %v, want 9 with the short name and spn", now)
		}
		s.submitOne(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		if modem("IMEI") != own || modem("MCCMNC") != ownNetwork || len(s.instanceState(t, one).SIM) != 0 || model()["phonenum"] != nil {
			t.Errorf("got IMEI %s and SIM fields %v after a reset, want the default and none", modem("IMEI"), s.instanceState(t, one).SIM)
		}
	})
}

func TestSIMMistakesAreRefused(t *testing.T) {
	s := newSimulator(t, Options{})
	path := padPath + "updateSIM"
	calls := []mistake{
		{"good", path, body(card, one), codeOK},
		{"the other spelling", path, body(`"operatorShortname":"X"`, one), codeOK},
		{"nothing", path, "{" + pads(one) + "}", codeInvalidParameters},
		{"a number", path, body(`"imei":868034031518269`, one), codeInvalidFormat},
	}
	for name, value := range map[string]string{
		"imei": "86803403151826X", "iccid": "1234", "imsi": "46000740080044881", "mcc": "46", "mnc": "1", "operatorNumeric": "abc",
	} {
		calls = append(calls, mistake{name, path, body(`"`+name+`":"`+value+`"`, one), codeInvalidParameters})
	}
	s.expectRefusals(t, calls)
}

// StrictSIM requires the cell data, only at the current level. The refusal names
// the first missing field.
func TestStrictSIMRequiresCellData(t *testing.T) {
	cell := `,"type":"9","tac":"871420","cellid":"870091003","narfcn":"99240","physicalcellid":"6C"`
	for _, c := range []struct {
		name    string
		options Options
		fields  string
		code    int
	}{
		{"lenient", Options{}, card, codeOK},
		{"strict in 2024", Options{StrictSIM: true, Level: Level2024}, card, codeOK},
		{"strict", Options{StrictSIM: true}, card, codeRequired},
		{"strict with all", Options{StrictSIM: true}, card + cell, codeOK},
	} {
		s := newSimulator(t, c.options)
		a := s.call(t, padPath+"updateSIM", body(c.fields, one))
		if a.Code != c.code || c.code == codeRequired && !strings.HasPrefix(a.Msg, "type ") {
			t.Errorf("%s: got code %d %q, want %d", c.name, a.Code, a.Msg, c.code)
		}
	}
}

// Default numbers have valid check digits, and withCheckDigit agrees with
// published examples.
func TestDefaultNumbersHaveCheckDigits(t *testing.T) {
	for number, want := range map[string]string{
		"49015420323751": "490154203237518", "35209900176148": "352099001761481", "7992739871": "79927398713",
	} {
		if got := withCheckDigit(number); got != want {
			t.Errorf("%s: got %s, want %s", number, got, want)
		}
	}
	s := newSimulator(t, Options{})
	for _, name := range []string{"IMEI", "ICCID"} {
		number := s.property(t, one, "modemPropertiesList", name)
		if len(number) < 15 || withCheckDigit(number[:len(number)-1]) != number {
			t.Errorf("%s: got %s, want a valid check digit", name, number)
		}
	}
}
