package armcloud

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	mask = "***"
	// minSecretLength is the length below which scrub ignores a secret, because it
	// would replace parts of unrelated text.
	minSecretLength = 4
	// shortSecretLength is the length below which scrub replaces a secret only if it
	// is not part of a longer word or number.
	shortSecretLength = 8
	// maxMessage is the maximum length of a message of the service, in characters.
	maxMessage = 500
	// maxRedacted is how much of a longer message is read, in bytes.
	maxRedacted = 8 << 10
)

// redact returns a message of the service for errors: without secrets and the
// queries of URLs, and cut to maxMessage.
func redact(text string, secrets []string) string {
	length := utf8.RuneCountInString(text)
	read := text
	if len(read) > maxRedacted {
		read = strings.ToValidUTF8(read[:maxRedacted], "")
	}
	clean := hideQueries(scrub(read, secrets))
	if strings.HasPrefix(strings.TrimSpace(read), "{") && json.Valid([]byte(read)) {
		clean = bodyForLog([]byte(read), secrets)
	}
	if length <= maxMessage {
		return clean
	}
	runes := []rune(clean)
	keep := min(len(runes), maxMessage)
	if len(read) < len(text) {
		// The end may be half a secret.
		keep = min(keep, len(runes)/2)
	}
	return fmt.Sprintf("%s… (cut, the message has %d characters)", string(runes[:keep]), length)
}

// scrub replaces every secret in a text that has at least minSecretLength bytes.
func scrub(text string, secrets []string) string {
	if text == "" {
		return ""
	}
	for _, secret := range secrets {
		switch {
		case len(secret) < minSecretLength || !strings.Contains(text, secret):
		case len(secret) < shortSecretLength || isNumber(secret):
			text = replaceWord(text, secret)
		default:
			text = strings.ReplaceAll(text, secret, mask)
		}
	}
	return text
}

// isNumber reports whether a secret has only digits, so that it may be a part of an
// id.
func isNumber(secret string) bool { return strings.Trim(secret, "0123456789") == "" }

// replaceWord replaces a secret where it is not part of a longer word or number.
func replaceWord(text, secret string) string {
	var out strings.Builder
	for start := 0; ; {
		i := strings.Index(text[start:], secret)
		if i < 0 {
			out.WriteString(text[start:])
			return out.String()
		}
		from, to := start+i, start+i+len(secret)
		inside := from > 0 && isWordByte(text[from-1]) && isWordByte(secret[0]) ||
			to < len(text) && isWordByte(text[to]) && isWordByte(secret[len(secret)-1])
		if inside {
			// The secret may overlap with itself.
			out.WriteString(text[start : from+1])
			start = from + 1
			continue
		}
		out.WriteString(text[start:from])
		out.WriteString(mask)
		start = to
	}
}

func isWordByte(b byte) bool {
	return '0' <= b && b <= '9' || 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z'
}

// spellings returns a secret in the forms in which a service may repeat it: as it
// is, escaped for JSON once and twice, with and without other characters than
// ASCII, and escaped for a URL.
func spellings(secret string) []string {
	if len(secret) < minSecretLength {
		return nil
	}
	all := []string{secret}
	once := escapedForms(secret)
	all = append(all, once...)
	for _, form := range once {
		if form != secret {
			all = append(all, escapedForms(form)...)
		}
	}
	return Unique(append(all, url.QueryEscape(secret), url.PathEscape(secret)))
}

// escapedForms returns a text as it may stand in a JSON string.
func escapedForms(text string) []string {
	quoted, err := json.Marshal(text)
	if err != nil {
		return nil
	}
	html := string(quoted[1 : len(quoted)-1])
	plain := string(unescape([]byte(html)))
	return Unique([]string{
		html, plain, asciiJSON(html, `\u%04x`), asciiJSON(plain, `\u%04x`), asciiJSON(html, `\u%04X`), asciiJSON(plain, `\u%04X`),
	})
}

// asciiJSON returns an escaped JSON text with escapes of a format in place of the
// characters that are not ASCII.
func asciiJSON(text, format string) string {
	var out strings.Builder
	for _, r := range text {
		if r < utf8.RuneSelf {
			out.WriteRune(r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(&out, format, unit)
		}
	}
	return out.String()
}

var (
	urlInText = regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.-]*://[^\s"'<>]*`)
	// secretParameter matches a parameter of a URL whose scheme and host are missing.
	secretParameter = regexp.MustCompile(`(?i)\b([a-z_-]*(?:signature|token|secret|password|credential|accesskey(?:id)?|access_key(?:_id)?|sig))=[^&\s"'<>]+`)
)

// hideQueries replaces the users and the queries of the URLs in a text, since
// presigned URLs carry their signature in the query.
func hideQueries(text string) string {
	if strings.Contains(text, "://") {
		text = urlInText.ReplaceAllStringFunc(text, hideQuery)
	}
	if strings.Contains(text, "=") {
		text = secretParameter.ReplaceAllString(text, "$1="+mask)
	}
	return text
}

// hideQuery replaces the user and the query of a URL.
func hideQuery(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return mask
	}
	if u.User != nil {
		u.User = url.User(mask)
	}
	if u.RawQuery != "" {
		u.RawQuery = mask
	}
	return u.String()
}
