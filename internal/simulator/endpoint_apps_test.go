package simulator

import "testing"

const fileCenter = "/file-center/open/"

// app/list is paged and filters by ids and, at the current level, by package.
// app/detail returns one app, or null.
func TestAppsOfTheCatalog(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		list := func(body string) listing { return s.mustCall(t, fileCenter+"app/list", body).listing(t) }
		current := s.options.Level == LevelCurrent
		first, second := list(`{"page":1,"rows":3}`), list(`{"page":2,"rows":3}`)
		if first.Total != 5 || first.TotalPage != 2 || len(first.PageData) != 3 || len(second.PageData) != 2 || second.Size != 2 {
			t.Errorf("got pages %+v and %+v, want 3 and 2 of 5 rows", first, second)
		}
		if beyond := list(`{"page":9,"rows":3}`); len(beyond.PageData) != 0 || beyond.Total != 5 {
			t.Errorf("page past the end: got %+v, want no rows of 5", beyond)
		}
		row := list(`{"page":1,"rows":9,"appIds":[5000000103]}`).PageData[0]
		if row["appId"] != float64(AppCounter) || row["packageName"] != "com.example.counter" || row["versionNo"] != 10.0 || row["available"] != true {
			t.Errorf("got row %v, want the counter app", row)
		}
		if _, newer := row["fileId"]; newer != current {
			t.Errorf("got fileId present: %v, want %v", newer, current)
		}
		want := map[bool]int{true: 2, false: 5}[current]
		if found := list(`{"page":1,"rows":9,"packageName":"com.example.kiosk"}`); found.Total != want {
			t.Errorf("by package: got %d apps, want %d", found.Total, want)
		}
		detail := s.mustCall(t, fileCenter+"app/detail", `{"appId":102}`).object(t)
		name, other := "originUrl", "originalUrl"
		if current {
			name, other = other, name
		}
		if detail["versionName"] != "2.0" || detail[name] == nil || detail[other] != nil {
			t.Errorf("got detail %v, want version 2.0 with %s and without %s", detail, name, other)
		}
		if a := s.mustCall(t, fileCenter+"app/detail", `{"appId":999}`); string(a.Data) != "null" {
			t.Errorf("unknown app: got data %s, want null", a.Data)
		}
		s.expectRefusals(t, []mistake{
			{"no id", fileCenter + "app/detail", "{}", codeRequired},
			{"no page", fileCenter + "app/list", "{}", codeRequired},
			{"page 0", fileCenter + "file/list", `{"page":0,"rows":1}`, codeInvalidParameters},
		})
	})
}

// file/list has the time field of its level and sizes above 32 bits.
func TestFilesOfTheCatalog(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		l := s.mustCall(t, fileCenter+"file/list", `{"page":1,"rows":10}`).listing(t)
		row := l.PageData[2]
		if l.Total != 4 || row["fileUniqueId"] != FileKioskAPK || row["fileSize"] != float64(3<<30) {
			t.Errorf("got files %+v, want 4, the third %s", l, FileKioskAPK)
		}
		name, other := "createTime", "createdTime"
		if s.options.Level == LevelCurrent {
			name, other = other, name
		}
		if row[name] == nil || row[other] != nil {
			t.Errorf("got row %v, want the time as %s and not as %s", row, name, other)
		}
	})
}
