package simulator

import (
	"reflect"
	"testing"
	"testing/synctest"
)

func push(fileID, path string, codes ...string) string {
	return body(`"fileUniqueId":"`+fileID+`","customizeFilePath":"`+path+`"`, codes...)
}

// Pushes are counted by path, and an apk can be installed. A reset deletes the
// files.
func TestFilesArePushed(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		path := padPath + "v2/uploadFile"
		s.do(t, path, push(FileConfig, "/Documents/", one))
		s.do(t, path, push(FileConfig, "/Documents/", one))
		s.do(t, path, push(FileConfig, "/Music/", one))
		s.do(t, path, body(`"fileUniqueId":"`+FileKioskAPK+`","autoInstall":1`, one))
		want := []PushedFile{
			{FileConfig, "/Documents/", false, 2}, {FileConfig, "/Music/", false, 1}, {FileKioskAPK, defaultFolder, true, 1},
		}
		now := s.instanceState(t, one)
		if !reflect.DeepEqual(now.Files, want) || now.Apps["com.example.kiosk"].VersionCode != 100 {
			t.Errorf("got files %v and apps %v, want 3 files and Kiosk 1.0", now.Files, now.Apps)
		}
		id := s.submitOne(t, path, push(FileBroken, "/Music/", one))
		waitTask()
		s.expectStatus(t, id, taskFailed)
		if n := len(s.instanceState(t, one).Files); n != 3 {
			t.Errorf("got %d files after a failed download, want 3", n)
		}
		s.submitOne(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		if now := s.instanceState(t, one); len(now.Files) != 0 || len(now.Apps) != 0 {
			t.Errorf("got %+v after a reset, want no files or apps", now)
		}
	})
}

// Pushing the same file to the same path while a push is unfinished is a repeat.
func TestRepeatedPushesAreCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		path := padPath + "v2/uploadFile"
		s.submitOne(t, path, push(FileConfig, "/Music/", one))
		s.submitOne(t, path, push(FileConfig, "/Documents/", one))
		if n := s.Counters().Repeated; n != 0 {
			t.Errorf("two paths: got %d repeats, want 0", n)
		}
		s.submitOne(t, path, push(FileConfig, "/Music/", one))
		if n := s.Counters().Repeated; n != 1 {
			t.Errorf("the same push twice: got %d repeats, want 1", n)
		}
	})
}

func TestFileMistakesAreRefused(t *testing.T) {
	s := newSimulator(t, Options{})
	path := padPath + "v2/uploadFile"
	s.expectRefusals(t, []mistake{
		{"good", path, push(FileConfig, "/Music/", one), codeOK},
		{"an unknown file", path, push("x", "/Music/", one), codeFileNotFound},
		{"no file", path, "{" + pads(one) + "}", codeRequired},
		{"a relative path", path, push(FileConfig, "Music/", one), codeInvalidPath},
		{"an empty path", path, push(FileConfig, "", one), codeInvalidPath},
		{"install 2", path, body(`"autoInstall":2,"fileUniqueId":"`+FileConfig+`"`, one), codeInvalidParameters},
	})
}
