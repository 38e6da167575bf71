package armcloud

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// writeUntil writes blocks until a gibibyte is written or the client hangs up, and
// returns the number of bytes.
func writeUntil(w io.Writer, block string) (written int64) {
	data := []byte(strings.Repeat(block, 1<<20/len(block)))
	for written < 1<<30 {
		n, err := w.Write(data)
		written += int64(n)
		if err != nil {
			break
		}
	}
	return written
}

// hostileResponses are responses of a service that is broken or hostile.
var hostileResponses = map[string]func(*testing.T, http.ResponseWriter, *http.Request){
	"1 GiB": func(t *testing.T, w http.ResponseWriter, _ *http.Request) {
		if written := writeUntil(w, "x"); written > 128<<20 {
			t.Errorf("the client read %d bytes, want at most 128 MiB", written)
		}
	},
	"1 GiB in a message": func(t *testing.T, w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"code":200,"msg":"`)
		writeUntil(w, "x")
	},
	"a gzip bomb": func(t *testing.T, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(zipped(`{"code":200,"data":"`))
		mebibyte := zipped(strings.Repeat("x", 1<<20))
		for range 1 << 10 {
			if _, err := w.Write(mebibyte); err != nil {
				return
			}
		}
	},
	"broken gzip": func(t *testing.T, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = io.WriteString(w, "\x1f\x8b\x08 not gzip")
	},
	"endless headers": func(t *testing.T, w http.ResponseWriter, r *http.Request) {
		connection, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = connection.Close() }()
		_, _ = io.WriteString(connection, "HTTP/1.1 200 OK\r\n")
		if written := writeUntil(connection, "X-Header: x\r\n"); written > 16<<20 {
			t.Errorf("the client read %d bytes of headers, want at most 16 MiB", written)
		}
	},
	"a slow body": func(t *testing.T, w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, `{"code":200,"data":"`)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-r.Context().Done():
				return
			case <-tick.C:
				_, _ = io.WriteString(w, "x")
				_ = http.NewResponseController(w).Flush()
			}
		}
	},
	"a code of 400 digits":    text(`{"code":` + strings.Repeat("9", 400) + `,"data":null}`),
	"a code with an exponent": text(`{"code":1e400,"data":null}`),
	"depth 10,001":            text(`{"code":200,"data":` + strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001) + `}`),
	"only brackets":           text(strings.Repeat("[", 32<<20)),
	"only objects":            text(strings.Repeat(`{"a":`, 8<<20)),
	"invalid UTF-8":           text("{\"code\":500,\"msg\":\"\xff\xfe\xc3\x28\",\"data\":null}"),
	"zero bytes":              text("{\"code\":500,\"msg\":\"\\u0000\",\"data\":null}\x00"),
}

// zipped compresses a text. Compressed texts can be concatenated.
func zipped(text string) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, _ = io.WriteString(z, text)
	_ = z.Close()
	return out.Bytes()
}

func text(body string) func(*testing.T, http.ResponseWriter, *http.Request) {
	return func(_ *testing.T, w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = io.WriteString(w, body)
	}
}

// A hostile response is one error that names the operation, takes limited memory and
// time, and repeats nothing, also with logs at level TRACE. Control: the same client
// reads a good response.
func TestHostileResponses(t *testing.T) {
	for name, respond := range hostileResponses {
		t.Run(name, func(t *testing.T) {
			var requests atomic.Int32
			hostile := true
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				requests.Add(1)
				if !hostile {
					respondOK(w, r)
					return
				}
				respond(t, w, r)
			}, func(config *Config) {
				config.MaxRetries = 3
				config.Log = discardLog{}
				if name == "a slow body" {
					config.RequestTimeout = 200 * time.Millisecond
				}
			})
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := client.Call(t.Context(), Restart, oneInstance)
			runtime.ReadMemStats(&after)
			checkFuzzedError(t, Restart, err, name)
			if err == nil || requests.Load() != 1 {
				t.Errorf("got %v after %d requests, want an error after one", err, requests.Load())
			}
			if len(err.Error()) > 1_000 {
				t.Errorf("got an error of %d bytes, want at most 1,000: %.300s", len(err.Error()), err)
			}
			// All that was allocated, not what was in use at a time.
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 512 {
				t.Errorf("got %d MiB of allocations, want at most 512 MiB", used)
			}
			hostile = false
			if _, err := client.Call(t.Context(), Restart, oneInstance); err != nil {
				t.Errorf("control: got %v, want none", err)
			}
		})
	}
}

// discardLog is a log at level TRACE that nobody reads.
type discardLog struct{}

func (discardLog) Enabled(context.Context) (debug, trace bool)   { return true, true }
func (discardLog) Debug(context.Context, string, map[string]any) {}
func (discardLog) Trace(context.Context, string, map[string]any) {}
