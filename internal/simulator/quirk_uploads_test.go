package simulator

import (
	"testing"
	"time"
)

// Responses about uploads show both shapes of the document.
func TestQuirksOfUploads(t *testing.T) {
	slow := Options{Quirks: true, Level: Level2024, TaskTime: time.Hour}
	file := twelveResponses(t, slow, fileCenter+"file/cache", fileAt("https://x/a", "a", "aa"))
	if !file.seen["data array"] || !file.seen["data object"] || !file.has(`"taskId":"`) {
		t.Error("file/cache does not alternate between object and array, or never shows its task id as a string")
	}
	apps := twelveResponses(t, slow, fileCenter+"app/cache", appBody(true, appAt(kiosk3)))
	if !apps.seen["data array"] || apps.seen["data object"] || !apps.has(`"appId":"`) {
		t.Error("app/cache is not always a list, or never shows its app id as a string")
	}
	images := twelveResponses(t, slow, imagePath+"uploadImage", imagesOf("android13", "a"))
	if !images.has(`"imageTaskIds":["760000001"]`) || !images.has("Do not submit") {
		t.Error("uploadImage never shows a task id as a string, or never an error")
	}
	empty := twelveResponses(t, Options{Quirks: true}, imagePath+"queryImageList", `{"imageType":2}`)
	if !empty.has(`"records":null`) || !empty.has(`"total":"0"`) {
		t.Error("queryImageList never shows null for no records, or never a total as a string")
	}
	deleted := twelveResponses(t, Options{Quirks: true}, fileCenter+"file/batch/del", `{"fileUniqueIds":["`+FileConfig+`","x"]}`)
	if !deleted.has(`"data":["x"]`) {
		t.Error("file/batch/del never shows the list of one")
	}
}

// The wrapped result may be an object or a list of one. The task of an image is
// never queued.
func TestQuirksOfTheTasksOfUploads(t *testing.T) {
	s := newSimulator(t, Options{Quirks: true, Level: Level2024, TaskTime: time.Hour})
	s.text(t, fileCenter+"file/cache", fileAt("https://x/a", "a", "aa")) // task 760000001
	s.text(t, imagePath+"uploadImage", imagesOf("android13", "a"))       // task 760000002
	wrapped, images := quirky{seen: map[string]bool{}}, quirky{seen: map[string]bool{}}
	for range 12 {
		_, text := s.text(t, taskPath+"cacheFileResult", `{"taskIds":[760000001]}`)
		wrapped.texts = append(wrapped.texts, text)
		_, text = s.text(t, taskPath+"imageUploadResult", `{"taskIds":[760000002]}`)
		images.texts = append(images.texts, text)
	}
	for _, part := range []string{`"data":{"fileList":[`, `"data":[{"fileList":[`, `"taskStatus":"9"`, `"taskStatus":1`, `"appId":null`} {
		if !wrapped.has(part) {
			t.Errorf("cacheFileResult never shows %s", part)
		}
	}
	if images.has(`"taskStatus":9`) || images.has(`"taskStatus":"9"`) || !images.has(`"taskStatus":"1"`) || !images.has(`"data":{`) {
		t.Error("imageUploadResult shows a task as queued, or never as a string or as one object")
	}
}
