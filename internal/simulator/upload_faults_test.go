package simulator

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
)

// Faults without a pad code apply to uploads, by the path of the upload or of the
// query. Faults of an instance don't apply to uploads.
func TestFaultsOfUploads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, transition(Level2024))
		must(t, s.AddFault(Fault{Kind: FaultTaskFail, Path: "app/cache", Status: -2, Message: "no luck", Times: 1}))
		must(t, s.AddFault(Fault{Kind: FaultTaskFail, PadCode: one, Path: "file/cache"}))
		bad, badApp := s.uploadOne(t, kiosk3)
		good, goodApp := s.uploadOne(t, kiosk3)
		file, _ := s.uploadFileTo(t, "https://x/a", "a", "aa")
		image := s.uploadImageOf(t, "v1")
		must(t, s.AddFault(Fault{Kind: FaultTaskFail, Path: "image/uploadImage", Message: "full"}))
		badImage := s.uploadImageOf(t, "v2")
		waitTask()
		if got := s.fileTask(t, bad); got["taskStatus"] != -2.0 || got["errorMsg"] != "no luck" || len(s.appRows(t, badApp)) != 0 {
			t.Errorf("got %v, want the injected failure and no app", got)
		}
		for _, id := range []int64{good, file} {
			if got := s.fileTask(t, id)["taskStatus"]; got != float64(taskDone) {
				t.Errorf("task %d: got status %v, want done", id, got)
			}
		}
		if a, b := s.imageTask(t, image), s.imageTask(t, badImage); a["taskStatus"] != float64(imageDone) || b["taskStatus"] != float64(taskFailed) || b["errorMsg"] != "full" || len(s.imagesTagged(t, "v2")) != 0 {
			t.Errorf("got images %v and %v, want the second to fail", a, b)
		}
		if len(s.appRows(t, goodApp)) != 1 {
			t.Error("the other app is missing")
		}
		must(t, s.AddFault(Fault{Kind: FaultOmit, Path: "app/cache", Times: 1}))
		if items := s.mustCall(t, fileCenter+"app/cache", appBody(true, appAt(kiosk3), appAt(kiosk3))).items(t); len(items) != 1 {
			t.Errorf("got %d items, want 1 of 2", len(items))
		}
		if n := s.Counters().Uploads[kiosk3]; n != 3 {
			t.Errorf("got %d uploads, want 3", n)
		}
	})
}

// Faults of queries match the path of the query or of the submission, for uploads
// and instances. Other submissions are not affected.
func TestFaultsOfQueriesByTheSubmission(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, transition(Level2024))
		app, _ := s.uploadOne(t, kiosk3)
		file, _ := s.uploadFileTo(t, "https://x/a", "a", "aa")
		zone := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		speed := s.submitOne(t, padPath+"setSpeed", body(`"upBandwidth":1,"downBandwidth":2`, one))
		waitTask()
		waitTask()
		statuses := func(path string, ids ...int64) string {
			var seen []string
			for _, id := range ids {
				items := s.mustCall(t, taskPath+path, fmt.Sprintf(`{"taskIds":[%d]}`, id)).items(t)
				if len(items) == 0 {
					seen = append(seen, "none")
				} else {
					seen = append(seen, fmt.Sprint(items[0]["taskStatus"]))
				}
			}
			return strings.Join(seen, " ")
		}
		for _, c := range []struct {
			fault Fault
			want  string
		}{
			{Fault{Kind: FaultTaskUnknown, Path: "app/cache"}, "none 3 3 3"},
			{Fault{Kind: FaultTaskStatus, Path: "file/cache", Status: 77}, "3 77 3 3"},
			{Fault{Kind: FaultTaskUnknown, Path: "task/fileTaskDetail"}, "none none 3 3"},
			{Fault{Kind: FaultTaskStatus, Status: 9}, "9 9 9 9"},
			{Fault{Kind: FaultTaskUnknown, PadCode: one}, "3 3 none none"},
			{Fault{Kind: FaultTaskUnknown, Path: "pad/setSpeed"}, "3 3 3 none"},
			{Fault{Kind: FaultTaskUnknown, Path: "pad/restart"}, "3 3 3 3"},
		} {
			s.ClearFaults()
			must(t, s.AddFault(c.fault))
			if got := statuses("fileTaskDetail", app, file) + " " + statuses("padTaskDetail", zone, speed); got != c.want {
				t.Errorf("%+v: got %s, want %s", c.fault, got, c.want)
			}
		}
	})
}

// An upload whose response is lost is still accepted.
func TestUploadWithLostResponseIsAccepted(t *testing.T) {
	for _, kind := range []string{"", FaultDropAfter, FaultDropBefore} {
		w := newWire(t)
		if kind != "" {
			must(t, w.AddFault(Fault{Kind: kind, Path: "app/cache", Times: 1}))
		}
		got := w.read(t, fileCenter+"app/cache", appBody(true, appAt(kiosk3)))
		want := 1
		if kind == FaultDropBefore {
			want = 0
		}
		if n := w.Counters().Uploads[kiosk3]; got.ok() != (kind == "") || n != want || len(w.Catalog().Apps) != 5+want {
			t.Errorf("%q: got %s, %d uploads and %d apps, want %d uploads", kind, got, n, len(w.Catalog().Apps), want)
		}
	}
}
