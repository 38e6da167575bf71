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

// receiver takes callbacks without a network, so that it works where time is
// simulated.
type receiver struct {
	mu      sync.Mutex
	got     []item
	at      []time.Time
	respond func(tries int) (int, error) // nil: 200
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

// called is a simulator whose callbacks of some types (none: all) go to a
// receiver.
func called(t *testing.T, o Options, ids ...int) (*Simulator, *receiver) {
	t.Helper()
	s, r := newSimulator(t, o), &receiver{}
	s.receiveBy(r)
	must(t, s.SetCallback(receiverURL, ids...))
	return s, r
}

// An instance's status is told in order, each change when it happens; at the
// current level its connection and its end are told too.
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
			t.Errorf("told %s", got)
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
			t.Errorf("told\n     %s\nwant %s", got, want)
		}
	})
}

// Only enabled types are sent, and nothing after the callback is gone; a task
// that was over before the callback came is not told.
func TestOnlyEnabledTypesAreSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		r := &receiver{}
		s.receiveBy(r)
		s.mustCall(t, padPath+"asyncCmd", script("echo early", one))
		waitTask()
		must(t, s.SetCallback(receiverURL, CallbackCommand))
		s.mustCall(t, padPath+"listApp", "{"+pads(one)+"}")
		s.mustCall(t, padPath+"asyncCmd", script("echo told", one))
		waitTask()
		waitTask()
		if got := r.taken(); len(got) != 1 || got[0]["cmd"] != "echo told" {
			t.Errorf("called back %s", texts(got))
		}
		must(t, s.SetCallback(""))
		s.mustCall(t, padPath+"asyncCmd", script("echo late", one))
		waitTask()
		if n := len(r.taken()); n != 1 {
			t.Errorf("%d callbacks after it was taken away", n)
		}
	})
}

// A task that times out on an instance offline calls back when it is due.
func TestTimeoutCallsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, r := called(t, calm(), CallbackCommand)
		must(t, s.SetOnline([]string{one}, false))
		s.mustCall(t, padPath+"asyncCmd", script("echo", one))
		<-time.After(9 * time.Minute)
		if n := len(r.taken()); n != 0 {
			t.Errorf("%d callbacks before the timeout", n)
		}
		<-time.After(2 * time.Minute)
		if got := r.taken(); len(got) != 1 || got[0]["taskStatus"] != float64(taskTimeout) || got[0]["taskResult"] != "task timed out" {
			t.Errorf("called back %s", texts(got))
		}
	})
}

// A callback that is not taken is sent again after a pause that doubles; the
// third failure is the last. What became of it is counted by type, without
// the address.
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
			Deliveries{Delivered: 1, Tries: 3, LastError: "the receiver answered HTTP 503"}, []time.Duration{time.Second, 2 * time.Second},
		},
		"all fail": {
			func(int) (int, error) { return 0, errors.New("connection refused") },
			Deliveries{Failed: 1, Tries: 3, LastError: "connection refused"}, []time.Duration{time.Second, 2 * time.Second},
		},
		"a redirect is no success": {
			func(int) (int, error) { return http.StatusFound, nil },
			Deliveries{Failed: 1, Tries: 3, LastError: "the receiver answered HTTP 302"}, []time.Duration{time.Second, 2 * time.Second},
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := calm()
				o.CallbackPause = time.Second
				s, r := called(t, o, CallbackCommand)
				r.respond = c.answer
				s.mustCall(t, padPath+"asyncCmd", script("echo", one))
				waitTask()
				if got := s.Callback().Deliveries; len(got) != 1 || got[CallbackCommand] != c.want {
					t.Errorf("deliveries %+v, want %+v", got, c.want)
				}
				var waits []time.Duration
				for i := 1; i < len(r.at); i++ {
					waits = append(waits, r.at[i].Sub(r.at[i-1]))
				}
				s.ResetCounters()
				if got := s.Callback().Deliveries; len(got) != 0 {
					t.Errorf("after the counters were reset: %+v", got)
				}
				if !slices.Equal(waits, c.waits) {
					t.Errorf("pauses %v, want %v", waits, c.waits)
				}
			})
		})
	}
}

// A receiver that never answers costs five seconds a try, holds up no other
// instance's callbacks and no request, and does not keep Close waiting.
func TestReceiverThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, r := called(t, calm(), CallbackCommand, CallbackAppList)
		r.hang = true
		s.mustCall(t, padPath+"asyncCmd", script("echo", one, two))
		<-time.After(10 * time.Second)
		if n := len(r.taken()); n != 2 {
			t.Errorf("%d phones were called back for at once, want both", n)
		}
		start := time.Now()
		s.mustCall(t, padPath+"padDetails", "{}")
		if d := time.Since(start); d != 0 {
			t.Errorf("a request took %v", d)
		}
		<-time.After(time.Minute)
		want := Deliveries{Failed: 2, Tries: 6, LastError: "no answer within 5s"}
		if got := s.Callback().Deliveries[CallbackCommand]; got != want {
			t.Errorf("deliveries %+v", got)
		}
		s.mustCall(t, padPath+"asyncCmd", script("echo", one))
		<-time.After(10 * time.Second) // the next one hangs
		start = time.Now()
		must(t, s.Close())
		if d := time.Since(start); d != 0 {
			t.Errorf("Close took %v", d)
		}
	})
}

// Callbacks of one instance arrive in the order of its tasks, also when the first
// has to be sent again.
func TestCallbacksOfAnInstanceKeepTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := calm()
		o.CallbackPause = 10 * time.Second
		s, r := called(t, o, CallbackCommand)
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
			t.Errorf("order %s", got)
		}
	})
}

// A task that waited while the simulator was killed calls back after it is
// started again.
func TestCallbacksGoOnAfterAKill(t *testing.T) {
	file := stateFile(t)
	synctest.Test(t, func(t *testing.T) {
		o := calm()
		o.StateFile = file
		s, r := called(t, o, CallbackCommand)
		s.mustCall(t, padPath+"asyncCmd", script("echo over", two))
		waitTask()
		must(t, s.SetOnline([]string{two}, true)) // so that the file knows of the end
		s.mustCall(t, padPath+"asyncCmd", script("echo later", one))
		must(t, s.Kill())
		if got := r.taken(); len(got) != 1 {
			t.Errorf("called back before: %s", texts(got))
		}
		s, err := New(o)
		must(t, err)
		s.receiveBy(r)
		waitTask()
		if got := r.taken(); len(got) != 2 || got[1]["cmd"] != "echo later" {
			t.Errorf("called back in all: %s", texts(got))
		}
		must(t, s.Close())
	})
}
