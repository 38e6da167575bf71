package simulator

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
)

const imagePath = "/openapi/open/image/"

func imagesOf(rom string, files ...string) string {
	var list []string
	for _, file := range files {
		tag, url, _ := strings.Cut(file, " ")
		if url == "" {
			url = "https://images.example/" + tag + ".tar"
		}
		list = append(list, fmt.Sprintf(`{"imageTag":%q,"imageFileUrl":%q}`, tag, url))
	}
	return fmt.Sprintf(`{"imageFiles":[%s],"serverType":"Cruise10","romVersion":%q}`, strings.Join(list, ","), rom)
}

// uploadImageOf uploads one image for android13 and returns the id of its task.
func (s *Simulator) uploadImageOf(t *testing.T, file string) int64 {
	t.Helper()
	ids := s.mustCall(t, imagePath+"uploadImage", imagesOf("android13", file)).object(t)["imageTaskIds"].([]any)
	if len(ids) != 1 {
		t.Fatalf("got %d tasks, want 1", len(ids))
	}
	return int64(ids[0].(float64))
}

func (s *Simulator) imageTask(t *testing.T, id int64) item {
	t.Helper()
	items := s.mustCall(t, taskPath+"imageUploadResult", fmt.Sprintf(`{"taskIds":[%d]}`, id)).items(t)
	if len(items) != 1 {
		t.Fatalf("imageUploadResult: got %d items, want 1", len(items))
	}
	return items[0]
}

// imagesTagged returns the ids of the images with a tag.
func (s *Simulator) imagesTagged(t *testing.T, tag string) []string {
	t.Helper()
	var ids []string
	for _, row := range s.mustCall(t, imagePath+"queryImageList", `{"page":1,"rows":100}`).object(t)["records"].([]any) {
		if row := row.(map[string]any); row["imageTag"] == tag {
			ids = append(ids, row["imageId"].(string))
		}
	}
	return ids
}

// transition returns options of a service with the image endpoints of both levels.
func transition(level string) Options {
	o := calm()
	o.Level, o.ExtraEndpoints = level, []string{"image/uploadImage", "task/imageUploadResult", "image/queryImageList"}
	return o
}

// An upload of an image has its own statuses. The image is then listed by its tag
// and can be installed on an instance.
func TestImageIsUploaded(t *testing.T) {
	for _, level := range allLevels {
		synctest.Test(t, func(t *testing.T) {
			s := newSimulator(t, transition(level))
			task := s.uploadImageOf(t, "v13.2.1")
			if got := s.imageTask(t, task); got["taskStatus"] != float64(imageRunning) || got["errorMsg"] != "" || len(s.imagesTagged(t, "v13.2.1")) != 0 {
				t.Errorf("%s: got task %v during the upload, want it running and no image", level, got)
			}
			waitTask()
			if got := s.imageTask(t, task); got["taskStatus"] != float64(imageDone) {
				t.Errorf("%s: got task %v after the upload, want it done", level, got)
			}
			ids := s.imagesTagged(t, "v13.2.1")
			if len(ids) != 1 || !strings.HasPrefix(ids[0], "img-") {
				t.Fatalf("%s: got ids %v, want one", level, ids)
			}
			s.mustCall(t, padPath+"upgradeImage", upgrade(ids[0], false, one))
			waitRestart()
			if got := s.instanceState(t, one).ImageID; got != ids[0] {
				t.Errorf("%s: got image %s on the instance, want the uploaded one", level, got)
			}
		})
	}
}

// A tag that exists, is being uploaded, or occurs twice in the request is reported as
// an error; the other images get tasks. A failed upload can be repeated.
func TestImageTagsAreUnique(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, transition(Level2024))
		errors := func(files ...string) (tags []string, tasks int) {
			response := s.mustCall(t, imagePath+"uploadImage", imagesOf("android10.0", files...)).object(t)
			for _, failed := range response["errorList"].([]any) {
				failed := failed.(map[string]any)
				if failed["errorMessage"] != "Do not submit images repeatedly" {
					t.Errorf("got error %v, want the message of a repeated image", failed)
				}
				tags = append(tags, failed["imageTag"].(string))
			}
			return tags, len(response["imageTaskIds"].([]any))
		}
		if tags, tasks := errors("a", "b", "a", "down https://images.unreachable/x.tar"); fmt.Sprint(tags) != "[a]" || tasks != 3 {
			t.Errorf("first call: got errors %v and %d tasks, want [a] and 3", tags, tasks)
		}
		if tags, tasks := errors("b", "c"); fmt.Sprint(tags) != "[b]" || tasks != 1 {
			t.Errorf("during an upload: got errors %v and %d tasks, want [b] and 1", tags, tasks)
		}
		waitTask()
		if tags, tasks := errors("a", "down"); fmt.Sprint(tags) != "[a]" || tasks != 1 {
			t.Errorf("after the uploads: got errors %v and %d tasks, want [a] and 1", tags, tasks)
		}
		waitTask()
		for _, tag := range []string{"a", "b", "c", "down"} {
			if ids := s.imagesTagged(t, tag); len(ids) != 1 {
				t.Errorf("tag %s: got images %v, want one", tag, ids)
			}
		}
	})
}

// An image that cannot be downloaded or unpacked fails with a message.
func TestImageUploadsFail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, transition(Level2024))
		for _, file := range []string{"a https://images.unreachable/x.tar", "b https://x/broken.tar", "c https://x/corrupt.tar"} {
			task := s.uploadImageOf(t, file)
			waitTask()
			if got := s.imageTask(t, task); got["taskStatus"] != float64(taskFailed) || got["errorMsg"] == "" || len(s.imagesTagged(t, file[:1])) != 0 {
				t.Errorf("%s: got %v, want a failure with a message", file, got)
			}
		}
	})
}

// queryImageList returns pages, newest image first, and filters.
func TestImagesAreListed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, transition(LevelCurrent))
		s.uploadImageOf(t, "mine")
		waitTask()
		list := func(body string) item { return s.mustCall(t, imagePath+"queryImageList", body).object(t) }
		all := len(s.Catalog().Images)
		first := list(`{"page":1,"rows":2}`)
		records := first["records"].([]any)
		if first["total"] != float64(all) || first["current"] != 1.0 || first["size"] != 2.0 || first["pages"] != float64((all+1)/2) || len(records) != 2 {
			t.Errorf("got first page %v, want 2 of %d images", first, all)
		}
		if newest := records[0].(map[string]any); newest["imageTag"] != "mine" || newest["romVersion"] != "android13" || newest["serverType"] != serverType {
			t.Errorf("got newest image %v, want the uploaded one", newest)
		}
		for only, want := range map[string]int{
			"": all, `,"imageType":2`: 1, `,"imageType":1`: all - 1, `,"romVersion":"android14"`: 1,
			`,"releaseType":1`: 0, `,"releaseType":2`: all, `,"createTimeStart":1800000000000000`: 0,
			fmt.Sprintf(`,"createTimeEnd":%d`, int64(createdAt-1)): 1, // the test runs before the creation time of the account
			fmt.Sprintf(`,"createTimeStart":%d`, int64(createdAt)): all - 1,
		} {
			if got := len(list(`{"page":1,"rows":100` + only + `}`)["records"].([]any)); got != want {
				t.Errorf("%s: got %d images, want %d", only, got, want)
			}
		}
		if got := len(list(`{}`)["records"].([]any)); got != min(all, 10) {
			t.Errorf("without a page: got %d images, want %d", got, min(all, 10))
		}
	})
}

func TestImageMistakesAreRefused(t *testing.T) {
	s := newSimulator(t, Options{Level: Level2024})
	path := imagePath + "uploadImage"
	s.expectRefusals(t, []mistake{
		{"good", path, imagesOf("android13", "a"), codeOK},
		{"no files", path, imagesOf("android13"), codeRequired},
		{"no tag", path, imagesOf("android13", " https://x/a"), codeRequired},
		{"no address", path, `{"imageFiles":[{"imageTag":"x"}],"serverType":"Cruise10","romVersion":"android13"}`, codeRequired},
		{"no scheme", path, imagesOf("android13", "x images.example/x"), codeInvalidParameters},
		{"another rom", path, imagesOf("android9", "b"), codeInternal},
		{"another server", path, strings.Replace(imagesOf("android13", "b"), "Cruise10", "Q1", 1), codeInternal},
		{"no rom", path, strings.Replace(imagesOf("android13", "b"), "romVersion", "rom", 1), codeRequired},
	})
}

// ExtraEndpoints adds endpoints of other levels. An unknown path is an error.
func TestExtraEndpoints(t *testing.T) {
	plain, more := newSimulator(t, Options{}), newSimulator(t, Options{ExtraEndpoints: []string{"image/uploadImage"}})
	if a := plain.call(t, imagePath+"uploadImage", imagesOf("android13", "a")); a.HTTP != 404 {
		t.Errorf("without the option: got HTTP %d, want 404", a.HTTP)
	}
	more.mustCall(t, imagePath+"uploadImage", imagesOf("android13", "a"))
	for _, path := range []string{"", "no/such"} {
		if _, err := New(Options{ExtraEndpoints: []string{path}}); err == nil {
			t.Errorf("the path %q was accepted", path)
		}
	}
}
