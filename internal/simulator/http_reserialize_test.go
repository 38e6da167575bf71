package simulator

import (
	"strings"
	"testing"
)

// The compact form is unchanged; other forms are converted to it.
func TestReserialize(t *testing.T) {
	for sent, want := range map[string]string{
		``:                                  ``,
		` `:                                 ``,
		`{}`:                                `{}`,
		`[ ]`:                               `[]`,
		`{"b":1,"a":[true,false,null,"x"]}`: `{"b":1,"a":[true,false,null,"x"]}`,
		" { \"b\" : [ 1 , 2 ] }\n":          `{"b":[1,2]}`,
		`"\u003c\u00e9\/\ud83d\udcf1"`:      `"<é/📱"`,
		`"\" \\ \n \r \t \b \f \u0001"`:     `"\" \\ \n \r \t \b \f \u0001"`,
		`"\u2028"`:                          "\"\u2028\"",
		`[10.50,10.0,10.00,-1,0.25,1e3]`:    `[10.5,10.0,10.0,-1,0.25,1e3]`,
	} {
		got, err := reserialize([]byte(sent))
		if err != nil || got != want {
			t.Errorf("%s: got %s %v, want %s", sent, got, err, want)
		}
	}
}

// Invalid JSON, and nesting that would exhaust the stack, is an error.
func TestReserializeRefuses(t *testing.T) {
	for _, sent := range []string{`{`, `[1`, `{"a"`, `{"a":`, `{"a":x}`, `}`, `1 2`, `nul`, `{1:2}`, strings.Repeat("[", 5_000_000)} {
		if got, err := reserialize([]byte(sent)); err == nil {
			t.Errorf("%.20s: got %s, want an error", sent, got)
		}
		if err := checkStrict([]byte(sent)); err == nil && sent != `1 2` { // parseFields refuses this one
			t.Errorf("%.20s: checkStrict accepted it", sent)
		}
	}
	if _, err := reserialize([]byte(strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth))); err != nil {
		t.Errorf("nested maxDepth deep: %v", err)
	}
}

// Any text: no panic, and the output is a fixed point.
func FuzzReserialize(f *testing.F) {
	f.Add(`{"a":[1.50,"\u003c",null]}`)
	f.Fuzz(func(t *testing.T, text string) {
		once, err := reserialize([]byte(text))
		if err != nil {
			return
		}
		if twice, err := reserialize([]byte(once)); err != nil || twice != once {
			t.Errorf("%q: got %q, then %q %v", text, once, twice, err)
		}
	})
}
