package armcloud

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

type signVector struct {
	Version     string            `json:"version"`
	Name        string            `json:"name"`
	AccessKey   string            `json:"ak"`
	SecretKey   string            `json:"sk"`
	XDate       string            `json:"x_date"`
	XTimestamp  string            `json:"x_timestamp"`
	Host        string            `json:"host"`
	ContentType string            `json:"content_type"`
	HashedText  string            `json:"hashed_text"`
	Path        string            `json:"path"`
	SignedTail  string            `json:"signed_tail"`
	Headers     map[string]string `json:"headers"`
}

// Both versions of the signature return exactly the headers of the test vectors.
func TestSignatureVectors(t *testing.T) {
	text, err := os.ReadFile("testdata/sign_vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []signVector
	if err := json.Unmarshal(text, &vectors); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, v := range vectors {
		t.Run(v.Version+"/"+v.Name, func(t *testing.T) {
			seen[v.Version]++
			var got http.Header
			switch v.Version {
			case "V1":
				at, err := time.Parse(dateFormatV1, v.XDate)
				if err != nil {
					t.Fatal(err)
				}
				// The time zone must not matter.
				at = at.In(time.FixedZone("elsewhere", 9*3600))
				got = signV1(keys{v.AccessKey, v.SecretKey}, v.Host, v.ContentType, []byte(v.HashedText), at)
			case "V2":
				milliseconds, err := strconv.ParseInt(v.XTimestamp, 10, 64)
				if err != nil {
					t.Fatal(err)
				}
				got = signV2(keys{v.AccessKey, v.SecretKey}, v.Path, []byte(v.SignedTail), time.UnixMilli(milliseconds))
			default:
				t.Fatalf("unknown version %q", v.Version)
			}
			if len(v.Headers) == 0 {
				t.Fatal("the vector has no headers")
			}
			for name, want := range v.Headers {
				if got.Get(name) != want {
					t.Errorf("%s: got\n%s, want\n%s", name, got.Get(name), want)
				}
			}
		})
	}
	if seen["V1"] != 12 || seen["V2"] != 7 {
		t.Errorf("got %v vectors, want 12 of V1 and 7 of V2", seen)
	}
}

// Version 1 equals a second implementation for any input, and different bodies have
// different signatures.
func FuzzSign(f *testing.F) {
	f.Add("AK", "SK", "openapi.armcloud.net", []byte(`{"padCodes":["AC1"]}`), int64(1735546150))
	f.Add("", "", "", []byte{}, int64(0))
	f.Fuzz(func(t *testing.T, access, secret, host string, body []byte, unix int64) {
		// The date format has no years after 9999.
		at := time.Unix(((unix%4e9)+4e9)%4e9, 0)
		authorization := signV1(keys{access, secret}, host, contentType, body, at).Get("authorization")
		mac := func(key, text string) string {
			h := hmac.New(sha256.New, []byte(key))
			h.Write([]byte(text))
			return string(h.Sum(nil))
		}
		hash := func(text string) string {
			sum := sha256.Sum256([]byte(text))
			return hex.EncodeToString(sum[:])
		}
		date := at.UTC().Format("20060102T150405Z")
		canonical := strings.Join([]string{"host:" + host, "x-date:" + date, "content-type:application/json",
			"signedHeaders:content-type;host;x-content-sha256;x-date", "x-content-sha256:" + hash(string(body))}, "\n")
		scope := date[:8] + "/armcloud-paas/request"
		text := strings.Join([]string{"HMAC-SHA256", date, scope, hash(canonical)}, "\n")
		want := hex.EncodeToString([]byte(mac(mac(mac(mac(secret, date[:8]), "armcloud-paas"), "request"), text)))
		if !strings.HasSuffix(authorization, ", Signature="+want) {
			t.Fatalf("got %q, want the signature %s", authorization, want)
		}
		other := signV1(keys{access, secret}, host, contentType, append([]byte("x"), body...), at).Get("authorization")
		if other == authorization {
			t.Fatal("another body has the same signature")
		}
	})
}
