package diagnostics

import "testing"

// What differs from run to run is replaced, and nothing else.
func TestNormalize(t *testing.T) {
	for text, want := range map[string]string{
		"AC32010000001 is offline":                          "PAD_CODE is offline",
		"AC32010000001, AC32010000002 and AC32010000003":    "PAD_CODES",
		"until 2026-11-26T12:00:00Z, and":                   "until TIME, and",
		"Trace ID:   103deb3f4f0c300d":                      "Trace ID:   TRACE_ID",
		"full (task 760000001) (trace ID 5f1c)":             "full (task TASK_ID) (trace ID TRACE_ID)",
		"Task:       760000001":                             "Task:       TASK_ID",
		"signature v2 at 127.0.0.1:43121":                   "signature v2 at 127.0.0.1:PORT",
		"file 8a17a0018a17a0018a17a0018a17a001":             "file HEX",
		"waited 1m2.5s":                                     "waited DURATION",
		"offline for 5m0s":                                  "offline for 5m0s",
		"tried 9 times":                                     "tried N times",
		"3 of 12 instances":                                 "N of M instances",
		"wave 2 of 5: 3 done, 1 failed, 6 waiting":          "wave N of M: N done, N failed, N waiting",
		"10 waves, about 4h0m":                              "N waves, about DURATION",
		"bind 203.0.113.1 to 10.16.0.3":                     "bind IP to IP",
		"set the image img-android13-a":                     "set the image IMAGE",
		"the app com.example.kiosk":                         "the app PACKAGE",
		"files//Download/a.png, proxy":                      "files/KEY, proxy",
		"the tag v13.2.1 stays":                             "the tag TAG stays",
		"managed by armcloud_fleet and by armcloud_file":    "managed by TYPE and by TYPE",
		"1 instance":                                        "1 instance",
		"code 110028: HTTP status 404":                      "code 110028: HTTP status 404",
		"AC32010000001: busy\nAC32010000002: busy\nthe end": "PAD_CODE: busy\nthe end",
		" two \n\n lines ":                                  "two\n\n lines",
	} {
		if got := normalize(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
