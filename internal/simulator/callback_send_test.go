package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

const receiverURL = "http://receiver.example.com/callback?token=secret"

// receiver receives callbacks without a network, so that it works with fake
// time.
type receiver struct {
	mu      sync.Mutex
	got     []item
	at      []time.Time
	respond func(tries int) (int, error) // nil: always 200
	hang    bool
}

func (r *receiver) RoundTrip(request *http.Request) (*http.Response, error) {
	text, err := io.ReadAll(request.Body)
	var body item
	if err != nil || json.Unmarshal(text, &body) != nil || request.Header.Get("Content-Type") != "application/json" {
		body = item{"unreadable": string(text)}
	}
	r.mu.Lock()
	r.got, r.at = append(r.got, body), append(r.at, time.Now())
	tries, hang := len(r.got), r.hang
	r.mu.Unlock()
	if hang {
		<-request.Context().Done()
		return nil, request.Context().Err()
	}
	status := http.StatusOK
	if r.respond != nil {
		if status, err = r.respond(tries); err != nil {
			return nil, err
		}
	}
	w := httptest.NewRecorder()
	w.WriteHeader(status)
	return w.Result(), nil
}

func (r *receiver) taken() []item {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.got)
}

func (s *Simulator) receiveBy(r *receiver) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sender.client.Transport = r
}

// simulatorWithReceiver returns a simulator whose callbacks of the given types (default: all)
// go to the receiver.
func simulatorWithReceiver(t *testing.T, o Options, ids ...int) (*Simulator, *receiver) {
	t.Helper()
	s, r := newSimulator(t, o), &receiver{}
	s.receiveBy(r)
	must(t, s.SetCallback(receiverURL, ids...))
	return s, r
}

// Status changes of an instance are reported in order, when they happen. At the
// current level, connection changes and the removal are reported as well.
func TestStatusCallsBackInOrder(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		r := &receiver{}
		s.receiveBy(r)
		must(t, s.SetCallback(receiverURL, CallbackStatus, CallbackRestart))
		s.mustCall(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		var notified []string
		for _, i := range r.taken() {
			if i["taskId"] != nil {
				notified = append(notified, "task")
			} else {
				notified = append(notified, fmt.Sprint(i["padStatus"]))
			}
		}
		if got := strings.Join(notified, " "); got != "12 11 task 10" {
			t.Errorf("got %s, want 12 11 task 10", got)
		}
		before := len(r.taken())
		must(t, s.SetOnline([]string{two}, false))
		must(t, s.SetStatus([]string{two}, statusAbnormal))
		must(t, s.Remove([]string{two}))
		synctest.Wait()
		want := `{"padCode":"` + two + `","padStatus":14}`
		if s.options.Level == LevelCurrent {
			want = strings.Join([]string{
				`{"padCode":"` + two + `","padConnectStatus":0,"padStatus":10,"taskBusinessType":999}`,
				`{"padCode":"` + two + `","padConnectStatus":0,"padStatus":14,"taskBusinessType":999}`,
				`{"padCode":"` + two + `","padConnectStatus":0,"padStatus":-1,"taskBusinessType":999}`,
			}, "\n     ")
		}
		if got := texts(r.taken()[before:]); got != want {
			t.Errorf("got\n     %s\nwant %s", got, want)
		}
	})
}

// Only enabled types are sent, and none after deleteCallback. Tasks that
// finished before insertCallback are not reported.
func TestOnlyEnabledTypesAreSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		r := &receiver{}
		s.receiveBy(r)
		s.mustCall(t, padPath+"asyncCmd", script("echo early", one))
		waitTask()
		must(t, s.SetCallback(receiverURL, CallbackCommand))
		s.mustCall(t, padPath+"listApp", "{"+pads(one)+"}")
		s.mustCall(t, padPath+"asyncCmd", script("echo notified", one))
		waitTask()
		waitTask()
		if got := r.taken(); len(got) != 1 || got[0]["cmd"] != "echo notified" {
			t.Errorf("got callbacks %s, want one", texts(got))
		}
		must(t, s.SetCallback(""))
		s.mustCall(t, padPath+"asyncCmd", script("echo late", one))
		waitTask()
		if n := len(r.taken()); n != 1 {
			t.Errorf("got %d callbacks after deleteCallback, want 1", n)
		}
	})
}

// A task that times out on an offline instance sends its callback when it is
// due.
func TestTimeoutCallsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, r := simulatorWithReceiver(t, calm(), CallbackCommand)
		must(t, s.SetOnline([]string{one}, false))
		s.mustCall(t, padPath+"asyncCmd", script("echo", one))
		<-time.After(9 * time.Minute)
		if n := len(r.taken()); n != 0 {
			t.Errorf("got %d callbacks before the timeout, want 0", n)
		}
		<-time.After(2 * time.Minute)
		if got := r.taken(); len(got) != 1 || got[0]["taskStatus"] != float64(taskTimeout) || got[0]["taskResult"] != "task timed out" {
			t.Errorf("got callbacks %s, want one", texts(got))
		}
	})
}

// A failed callback is retried after a pause that doubles, and dropped after
// the third failure. Deliveries are counted by type; errors do not contain the
// address.
func TestCallbackIsSentAgain(t *testing.T) {
	for name, c := range map[string]struct {
		answer func(int) (int, error)
		want   Deliveries
		waits  []time.Duration
	}{
		"taken at once": {nil, Deliveries{Delivered: 1, Tries: 1}, nil},
		"the third succeeds": {
			func(tries int) (int, error) {
				if tries == 1 {
					return 0, errors.New("connection refused")
				}
				return map[int]int{2: 503, 3: 204}[tries], nil
			},
			Deliveries{Delivered: 1, Tries: 3, LastError: "the receiver responded with HTTP 503"}, []time.Duration{time.Second, 2 * time.Second},
		},
		"all fail": {
			func(int) (int, error) { return 0, errors.New("connection refused") },
			Deliveries{Failed: 1, Tries: 3, LastError: "connection refused"}, []time.Duration{time.Second, 2 * time.Second},
		},
		"a redirect is no success": {
			func(int) (int, error) { return http.StatusFound, nil },
			Deliveries{Failed: 1, Tries: 3, LastError: "the receiver responded with HTTP 302"}, []time.Duration{time.Second, 2 * time.Second},
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := calm()
				o.CallbackPause = time.Second
				s, r := simulatorWithReceiver(t, o, CallbackCommand)
				r.respond = c.answer
				s.mustCall(t, padPath+"asyncCmd", script("echo", one))
				waitTask()
				if got := s.Callback().Deliveries; len(got) != 1 || got[CallbackCommand] != c.want {
					t.Errorf("got deliveries %+v, want %+v", got, c.want)
				}
				var waits []time.Duration
				for i := 1; i < len(r.at); i++ {
					waits = append(waits, r.at[i].Sub(r.at[i-1]))
				}
				s.ResetCounters()
				if got := s.Callback().Deliveries; len(got) != 0 {
					t.Errorf("got deliveries %+v after ResetCounters, want none", got)
				}
				if !slices.Equal(waits, c.waits) {
					t.Errorf("got pauses %v, want %v", waits, c.waits)
				}
			})
		})
	}
}

// A receiver that never responds takes five seconds per attempt. It blocks
// neither callbacks of other instances, nor requests, nor Close.
func TestReceiverThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, r := simulatorWithReceiver(t, calm(), CallbackCommand, CallbackAppList)
		r.hang = true
		s.mustCall(t, padPath+"asyncCmd", script("echo", one, two))
		<-time.After(10 * time.Second)
		if n := len(r.taken()); n != 2 {
			t.Errorf("got %d concurrent callbacks, want 2", n)
		}
		start := time.Now()
		s.mustCall(t, padPath+"padDetails", "{}")
		if d := time.Since(start); d != 0 {
			t.Errorf("a request took %v, want 0s", d)
		}
		<-time.After(time.Minute)
		want := Deliveries{Failed: 2, Tries: 6, LastError: "no response within 5s"}
		if got := s.Callback().Deliveries[CallbackCommand]; got != want {
			t.Errorf("got deliveries %+v, want %+v", got, want)
		}
		s.mustCall(t, padPath+"asyncCmd", script("echo", one))
		<-time.After(10 * time.Second) // the next attempt hangs
		start = time.Now()
		must(t, s.Close())
		if d := time.Since(start); d != 0 {
			t.Errorf("Close took %v, want 0s", d)
		}
	})
}

// Callbacks of one instance arrive in the order of its tasks, even if the first
// is retried.
func TestCallbacksOfAnInstanceKeepTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := calm()
		o.CallbackPause = 10 * time.Second
		s, r := simulatorWithReceiver(t, o, CallbackCommand)
		r.respond = func(tries int) (int, error) {
			if tries == 1 {
				return http.StatusInternalServerError, nil
			}
			return http.StatusOK, nil
		}
		for _, word := range []string{"a", "b", "c"} {
			s.mustCall(t, padPath+"asyncCmd", script("echo "+word, one))
		}
		waitRestart()
		var order []string
		for _, i := range r.taken() {
			order = append(order, strings.TrimSpace(i["cmdResult"].(string)))
		}
		if got := strings.Join(order, ""); got != "aabc" {
			t.Errorf("got order %s, want aabc", got)
		}
	})
}

// A task that was pending when the simulator was killed sends its callback
// after the restart.
func TestCallbacksGoOnAfterAKill(t *testing.T) {
	file := stateFile(t)
	synctest.Test(t, func(t *testing.T) {
		o := calm()
		o.StateFile = file
		s, r := simulatorWithReceiver(t, o, CallbackCommand)
		s.mustCall(t, padPath+"asyncCmd", script("echo over", two))
		waitTask()
		must(t, s.SetOnline([]string{two}, true)) // the event puts the end of the task into the file
		s.mustCall(t, padPath+"asyncCmd", script("echo later", one))
		must(t, s.Kill())
		if got := r.taken(); len(got) != 1 {
			t.Errorf("got callbacks %s before the kill, want one", texts(got))
		}
		s, err := New(o)
		must(t, err)
		s.receiveBy(r)
		waitTask()
		if got := r.taken(); len(got) != 2 || got[1]["cmd"] != "echo later" {
			t.Errorf("got callbacks %s in total, want two, the last for echo later", texts(got))
		}
		must(t, s.Close())
	})
}
