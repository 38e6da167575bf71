package simulator

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func upgrade(image string, wipe bool, codes ...string) string {
	text := `"imageId":"` + image + `","wipeData":false`
	if wipe {
		text = strings.Replace(text, "false", "true", 1)
	}
	return body(text, codes...)
}

// An upgrading instance has status 13. The task is done before the instance runs
// again. The listings show the new image, and the settings survive.
func TestUpgradeTaskEndsBeforeTheInstanceRuns(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		s.do(t, padPath+"updateLanguage", body(german, one))
		items := s.mustCall(t, padPath+"upgradeImage", upgrade(ImageAndroid13A, false, one)).items(t)
		if _, has := items[0]["vmStatus"]; has || items[0]["errorMsg"] != nil || items[0]["padCode"] != one {
			t.Errorf("got item %v, want a task", items[0])
		}
		id := int64(items[0]["taskId"].(float64))
		<-time.After(10 * time.Second)
		s.expectInstance(t, one, statusUpgrading)
		<-time.After(37 * time.Second) // three quarters of the minute have passed
		s.expectStatus(t, id, taskDone)
		s.expectInstance(t, one, statusUpgrading)
		waitRestart()
		s.expectInstance(t, one, statusRunning)
		now := s.instanceState(t, one)
		if now.ImageID != ImageAndroid13A || now.Language != "de" {
			t.Errorf("got %+v after the upgrade, want the new image and language de", now)
		}
		row := s.mustCall(t, padPath+"padDetails", "{"+pads(one)+"}").listing(t).PageData[0]
		if row["imageId"] != ImageAndroid13A {
			t.Errorf("padDetails: got imageId %v, want the new image", row["imageId"])
		}
		row = s.mustCall(t, padPath+"infos", body(`"page":1,"rows":1`, one)).listing(t).PageData[0]
		if s.options.Level == LevelCurrent && (row["imageId"] != ImageAndroid13A || row["imageVersion"] != androidVersion) {
			t.Errorf("infos: got %v, want the new image", row)
		}
	})
}

// wipeData resets the settings but the Android properties.
func TestUpgradeCanWipe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		s.submitProps(t, props(one, "ro.a", "b", false))
		waitTask()
		s.do(t, padPath+"updateLanguage", body(german, one))
		s.do(t, padPath+"installApp", install(one, AppKiosk1))
		s.mustCall(t, padPath+"upgradeImage", upgrade(ImageAndroid13A, true, one))
		waitRestart()
		now := s.instanceState(t, one)
		if now.ImageID != ImageAndroid13A || now.Language != defaultLanguage || len(now.Apps) != 0 || now.AndroidProperties["ro.a"] != "b" {
			t.Errorf("got %+v after the wipe, want only the new image and the Android properties", now)
		}
		if got := s.property(t, one, "systemPropertiesList", "ro.a"); got != "b" {
			t.Errorf("got ro.a %q after the wipe, want b", got)
		}
	})
}

// An image of another Android version is rejected only for instances that it
// doesn't fit.
func TestUpgradeToAnotherAndroidVersionIsRejectedPerInstance(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		must(t, s.AddImage("img-mine", "android14"))
		must(t, s.Drift([]string{two}, DriftSet{Image: new("img-mine")}))
		items := s.mustCall(t, padPath+"upgradeImage", upgrade(ImageAndroid14, false, one, two)).items(t)
		if len(items) != 2 || items[0]["taskId"] != nil || !strings.Contains(items[0]["errorMsg"].(string), androidVersion) {
			t.Errorf("got %v, want an error for the instance that the image does not fit", items)
		}
		if items[1]["taskId"] == nil || items[1]["errorMsg"] != nil {
			t.Errorf("got %v, want a task for the instance that the image fits", items)
		}
		waitRestart()
		if s.instanceState(t, one).ImageID == ImageAndroid14 || s.instanceState(t, two).ImageID != ImageAndroid14 {
			t.Error("the wrong instance was upgraded")
		}
	})
}

// A second upgrade counts as a repeat until the instance runs again.
func TestRepeatedUpgradesAreCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		start := func() { s.mustCall(t, padPath+"upgradeImage", upgrade(ImageAndroid13A, false, one)) }
		start()
		waitRestart()
		start()
		if n := s.Counters().Repeated; n != 0 {
			t.Errorf("one after another: got %d repeats, want 0", n)
		}
		<-time.After(50 * time.Second) // the task is done, the instance is not back
		start()
		if n := s.Counters().Repeated; n != 1 {
			t.Errorf("before the instance is back: got %d repeats, want 1", n)
		}
	})
}

func TestUpgradeMistakesAreRefused(t *testing.T) {
	s := newSimulator(t, Options{})
	path := padPath + "upgradeImage"
	s.expectRefusals(t, []mistake{
		{"good", path, upgrade(ImageAndroid13A, false, one), codeOK},
		{"an unknown image", path, upgrade("img-none", false, one), codeImageNotFound},
		{"no image", path, body(`"wipeData":false`, one), codeRequired},
		{"no wipeData", path, body(`"imageId":"`+ImageAndroid13A+`"`, one), codeRequired},
		{"an unknown instance", path, upgrade(ImageAndroid13A, false, one, absent), codeInstanceNotFound},
	})
	for _, bad := range [][2]string{{"", "android13"}, {"x", ""}} {
		if err := s.AddImage(bad[0], bad[1]); err == nil {
			t.Errorf("the image %q of %q was accepted", bad[0], bad[1])
		}
	}
}
