package acctest

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

// Spellings returns the usual forms of a text, by name.
func Spellings(text string) map[string]string {
	forms := map[string]string{
		"URL query": url.QueryEscape(text), "URL path": url.PathEscape(text),
		"hex": hex.EncodeToString([]byte(text)), "upper-case hex": strings.ToUpper(hex.EncodeToString([]byte(text))),
	}
	for name, escape := range map[string]func(string) string{"JSON": jsonPlain, "JSON for HTML": jsonHTML, "JSON in ASCII": jsonASCII} {
		forms[name] = escape(text)
		forms[name+" in JSON"] = escape(escape(text))
	}
	for offset := range 3 {
		forms[fmt.Sprintf("base64 at offset %d", offset)] = base64Of(base64.RawStdEncoding, text, offset)
		forms[fmt.Sprintf("base64 for URLs at offset %d", offset)] = base64Of(base64.RawURLEncoding, text, offset)
	}
	return forms
}

// JSON returns a text as a JSON string.
func JSON(text string) string { return `"` + jsonPlain(text) + `"` }

// base64Of returns the part of an encoded text that does not depend on what stands
// around the text. offset is the number of bytes before it, modulo 3.
func base64Of(encoding *base64.Encoding, text string, offset int) string {
	encoded := encoding.EncodeToString(append(make([]byte, offset), text...))
	return encoded[(offset*8+5)/6 : (offset+len(text))*8/6]
}

func jsonHTML(text string) string {
	quoted, _ := json.Marshal(text) // strings always have a JSON form
	return string(quoted[1 : len(quoted)-1])
}

func jsonPlain(text string) string {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // strings always have a JSON form
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(out.String()), `"`), `"`)
}

func jsonASCII(text string) string {
	var out strings.Builder
	for _, r := range jsonPlain(text) {
		if r < utf8.RuneSelf {
			out.WriteRune(r)
			continue
		}
		fmt.Fprintf(&out, `\u%04x`, r)
	}
	return out.String()
}

// finder searches data for all spellings of all canaries in one pass.
type finder struct {
	// first marks the hashes of the first four bytes of the needles.
	first   [1 << 16]bool
	needles map[uint32][]needle
	count   int
}

// needle is a canary in one spelling.
type needle struct {
	canary   canary
	spelling string
	text     []byte
}

func newFinder(canaries []canary) *finder {
	f := &finder{needles: map[uint32][]needle{}}
	for _, c := range canaries {
		forms := map[string]string{} // names of the spellings; those of equal ones don't matter
		for name, form := range Spellings(c.text) {
			forms[form] = name
		}
		forms[c.text] = "plain text"
		for form, name := range forms {
			start := binary.LittleEndian.Uint32([]byte(form))
			f.first[hash(start)] = true
			f.needles[start] = append(f.needles[start], needle{canary: c, spelling: name, text: []byte(form)})
			f.count++
		}
	}
	return f
}

func hash(start uint32) uint16 { return uint16(start * 2654435761 >> 16) }

// find calls found with each needle in the data and its position.
func (f *finder) find(data []byte, found func(n needle, at int)) {
	for at := 0; at+4 <= len(data); at++ {
		start := binary.LittleEndian.Uint32(data[at:])
		if !f.first[hash(start)] {
			continue
		}
		for _, n := range f.needles[start] {
			if bytes.HasPrefix(data[at:], n.text) {
				found(n, at)
			}
		}
	}
}
