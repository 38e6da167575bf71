package simulator

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
)

const blackPath = "/openapi/open/appBlack/setUpBlackList"

func blackOf(grade string, packages ...string) string {
	var apps []string
	for _, name := range packages {
		apps = append(apps, fmt.Sprintf(`{"appPkg":%q,"appName":"App"}`, name))
	}
	return fmt.Sprintf(`{"padGrade":%q,"blackApps":[%s]}`, grade, strings.Join(apps, ","))
}

func enforce(grade string, codes ...string) string {
	return body(fmt.Sprintf(`"padGrade":%q`, grade), codes...)
}

// An instance that enforces the blacklist of its grade refuses its apps, from
// installApp and from pushed files. Other instances do not.
func TestBlacklistIsEnforced(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		s.mustCall(t, blackPath, blackOf("m2-3", "com.example.kiosk", "a.b"))
		if got := s.instanceState(t, one).Blacklist; len(got) != 0 {
			t.Errorf("after setUpBlackList: got enforced %v, want none", got)
		}
		s.do(t, padPath+"triggeringBlacklist", enforce("m2-3", one))
		if got := s.instanceState(t, one).Blacklist; !slices.Equal(got, []string{"a.b", "com.example.kiosk"}) {
			t.Errorf("got enforced %v, want both packages", got)
		}
		refused := s.submitOne(t, padPath+"installApp", install(one, AppKiosk1))
		allowed := s.submitOne(t, padPath+"installApp", install(two, AppKiosk1))
		pushed := s.submitOne(t, padPath+"v2/uploadFile", body(`"autoInstall":1,"fileUniqueId":"`+FileKioskAPK+`"`, one))
		other := s.submitOne(t, padPath+"installApp", install(one, AppCounter))
		waitTask()
		waitTask()
		s.expectStatus(t, refused, taskFailed)
		s.expectStatus(t, allowed, taskDone)
		s.expectStatus(t, pushed, taskFailed)
		s.expectStatus(t, other, taskDone)
		if apps := s.instanceState(t, one).Apps; len(apps) != 1 || apps["com.example.counter"].AppID != AppCounter {
			t.Errorf("got apps %v, want only the counter app", apps)
		}
	})
}

// A new list takes effect when it is triggered again. A reset keeps the
// enforced list.
func TestBlacklistIsReplacedAndOutlivesAReset(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		s.mustCall(t, blackPath, blackOf("m2-3", "a.b"))
		s.do(t, padPath+"triggeringBlacklist", enforce("m2-3", one))
		s.mustCall(t, blackPath, blackOf("m2-3", "c.d"))
		if got := s.instanceState(t, one).Blacklist; !slices.Equal(got, []string{"a.b"}) {
			t.Errorf("before triggeringBlacklist: got %v, want a.b", got)
		}
		s.do(t, padPath+"triggeringBlacklist", enforce("m2-3", one))
		s.mustCall(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		if got := s.instanceState(t, one).Blacklist; !slices.Equal(got, []string{"c.d"}) {
			t.Errorf("after a reset: got %v, want c.d", got)
		}
	})
}

// Without pad codes, or with an empty list of them, every instance of the grade
// gets a task, even more than the limit, and no other instance.
func TestBlacklistOfAWholeGrade(t *testing.T) {
	for _, codes := range []string{"", `,"padCodes":[]`} {
		synctest.Test(t, func(t *testing.T) {
			o := calm()
			o.Instances = 600
			s := newSimulator(t, o)
			s.mustCall(t, blackPath, blackOf("m2-4", "a.b"))
			items := s.mustCall(t, padPath+"triggeringBlacklist", `{"padGrade":"m2-4"`+codes+`}`).items(t)
			if len(items) != 120 || items[0]["padCode"] != padCode(121) {
				t.Fatalf("got %d tasks, the first %v, want 120 from %s", len(items), items[0], padCode(121))
			}
			waitTask()
			for number, want := range map[int]int{120: 0, 121: 1, 240: 1, 241: 0} {
				if got := s.instanceState(t, padCode(number)).Blacklist; len(got) != want {
					t.Errorf("instance %d: got enforced %v, want %d packages", number, got, want)
				}
			}
		})
	}
}

// An empty list is valid at the current level and lifts the enforced one. In
// 2024 it is refused.
func TestEmptyBlacklist(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		s.mustCall(t, blackPath, blackOf("m2-3", "a.b"))
		s.do(t, padPath+"triggeringBlacklist", enforce("m2-3", one))
		want, left := codeOK, 0
		if s.options.Level == Level2024 {
			want, left = codeRequired, 1
		}
		if a := s.call(t, blackPath, blackOf("m2-3")); a.Code != want {
			t.Errorf("empty list: got code %d, want %d", a.Code, want)
		}
		s.do(t, padPath+"triggeringBlacklist", enforce("m2-3", one))
		if got := s.instanceState(t, one).Blacklist; len(got) != left {
			t.Errorf("got enforced %v, want %d packages", got, left)
		}
	})
}

func TestBlacklistMistakes(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		trigger := padPath + "triggeringBlacklist"
		fifteen := "AC32010000015" // of grade m2-4
		s.expectRefusals(t, []mistake{
			{"no such grade", blackPath, blackOf("x9-9", "a.b"), codeInvalidParameters},
			{"no grade", blackPath, blackOf("", "a.b"), codeRequired},
			{"no list", blackPath, `{"padGrade":"m2-3"}`, codeRequired},
			{"no package", blackPath, blackOf("m2-3", ""), codeRequired},
			{"no name", blackPath, `{"padGrade":"m2-3","blackApps":[{"appPkg":"a.b"}]}`, codeRequired},
			{"a package twice", blackPath, blackOf("m2-3", "a.b", "a.b"), codeInvalidParameters},
			{"a grade without a list", trigger, enforce("m2-3", one), codeNoBlacklist},
			{"a whole grade without a list", trigger, `{"padGrade":"m2-3"}`, codeNoBlacklist},
			{"a list", blackPath, blackOf("m2-3", "a.b"), codeOK},
			{"an instance of a grade without a list", trigger, enforce("m2-3", one, fifteen), codeNoBlacklist},
			{"another list", blackPath, blackOf("m2-4", "a.b"), codeOK},
			{"an instance of another grade", trigger, enforce("m2-3", one, fifteen), codeInvalidParameters},
			{"unknown instance", trigger, enforce("m2-3", absent), codeInstanceNotFound},
			{"an instance twice", trigger, enforce("m2-3", one, one), codeDuplicateInstance},
			{"too many instances", trigger, `{"padGrade":"m2-3",` + padsUpTo(101) + `}`, codeInvalidParameters},
		})
	})
}
