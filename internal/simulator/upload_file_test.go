package simulator

import "testing"

// A file is listed after its upload, with the id of the first response, and can be
// pushed. autoInstall of an apk file installs the package that its URL names.
func TestFileIsUploaded(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		task, id := s.uploadFileTo(t, kiosk3, "my kiosk.apk", "32e1f345f209a7dc1cc704913ea436d3")
		if row := s.fileNamed(t, id); row != nil {
			t.Errorf("during the upload: got row %v, want none", row)
		}
		waitTask()
		if got := s.fileTask(t, task); got["taskStatus"] != float64(taskDone) || got["fileUniqueId"] != id || got["fileName"] != "my kiosk.apk" || got["appId"] != nil {
			t.Errorf("the task is %v", got)
		}
		row := s.fileNamed(t, id)
		if row["fileName"] != "my kiosk.apk" || row["fileMd5"] != "32e1f345f209a7dc1cc704913ea436d3" || row["originUrl"] != kiosk3 || row["fileSize"].(float64) < 1 {
			t.Errorf("got row %v, want the values of the request", row)
		}
		s.do(t, padPath+"v2/uploadFile", body(`"fileUniqueId":"`+id+`","autoInstall":1`, one))
		if now := s.instanceState(t, one); now.Apps["com.example.kiosk"].VersionCode != 300 || now.Files[0].FileID != id {
			t.Errorf("got apps %v and files %v, want Kiosk 3.0 and the file", now.Apps, now.Files)
		}
		_, broken := s.uploadFileTo(t, "https://x/broken.bin", "x", "ff")
		waitTask()
		push := s.submitOne(t, padPath+"v2/uploadFile", body(`"fileUniqueId":"`+broken+`"`, one))
		waitTask()
		s.expectStatus(t, push, taskFailed)
	})
}

// A file with a known MD5 is listed at once, as a new entry. Another MD5 takes the
// time of an upload.
func TestKnownFileIsListedAtOnce(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		_, first := s.uploadFileTo(t, "https://x/a.bin", "a.bin", "AA11")
		waitTask()
		task, second := s.uploadFileTo(t, "https://x/b.bin", "b.bin", "aa11")
		if s.fileTask(t, task)["taskStatus"] != float64(taskDone) || s.fileNamed(t, second) == nil || first == second {
			t.Errorf("known MD5: got task %v and files %s and %s, want it done and two files", s.fileTask(t, task), first, second)
		}
		task, other := s.uploadFileTo(t, "https://x/b.bin", "b.bin", "bb22")
		if s.fileTask(t, task)["taskStatus"] == float64(taskDone) || s.fileNamed(t, other) != nil {
			t.Errorf("another MD5: got task %v, want it unfinished", s.fileTask(t, task))
		}
	})
}
