package simulator

// fileTask is one task of fileTaskDetail (API document: Documentation Mission
// Details). EndTime is null until the task has finished. ErrorMsg is not in the
// document, but there is no other way to report why an upload failed (assumed).
type fileTask struct {
	TaskID       int64   `json:"taskId"`
	AppID        *int64  `json:"appId"`
	FileUniqueID string  `json:"fileUniqueId"`
	FileName     string  `json:"fileName"`
	TaskStatus   int     `json:"taskStatus"`
	EndTime      *int64  `json:"endTime"`
	ErrorMsg     *string `json:"errorMsg,omitempty"`
}

// fileTaskDetail is task/fileTaskDetail: the tasks of uploads of apps and files.
func fileTaskDetail(s *Simulator, r *request) (any, *refusal) {
	return s.fileTasks(r)
}

// cacheFileResult is task/cacheFileResult (API document: Get file upload task
// results): the same tasks, wrapped in an object.
func cacheFileResult(s *Simulator, r *request) (any, *refusal) {
	tasks, refused := s.fileTasks(r)
	if refused != nil {
		return nil, refused
	}
	return map[string][]fileTask{"fileList": tasks}, nil
}

func (s *Simulator) fileTasks(r *request) ([]fileTask, *refusal) {
	tasks := []fileTask{}
	served := func(u *upload) bool { return u.Kind != uploadImage }
	refused := s.forEachUpload(r, served, func(u *upload, status int) {
		task := fileTask{TaskID: u.ID, FileUniqueID: u.FileID, FileName: lastSegment(u.url()), TaskStatus: status}
		if u.Kind == uploadApp {
			task.AppID = &u.App.ID
		} else {
			task.FileName = u.File.Name
		}
		if !u.unfinished() {
			end := u.End.UnixMilli()
			task.EndTime = &end
		}
		if u.ErrorMsg != "" {
			task.ErrorMsg = &u.ErrorMsg
		}
		tasks = append(tasks, task)
	})
	return tasks, refused
}

// Values of taskStatus of uploads of images.
const (
	imageRunning = 1
	imageDone    = 2
)

type imageTask struct {
	TaskID     int64  `json:"taskId"`
	TaskStatus int    `json:"taskStatus"`
	ErrorMsg   string `json:"errorMsg"`
}

// imageUploadResult is task/imageUploadResult (API document: Mirror upload
// task result query).
func imageUploadResult(s *Simulator, r *request) (any, *refusal) {
	tasks := []imageTask{}
	served := func(u *upload) bool { return u.Kind == uploadImage }
	refused := s.forEachUpload(r, served, func(u *upload, status int) {
		tasks = append(tasks, imageTask{u.ID, status, u.ErrorMsg})
	})
	return tasks, refused
}

// forEachUpload calls to with each upload of taskIds and the status to show.
// Unknown uploads, and those that served excludes, are skipped.
func (s *Simulator) forEachUpload(r *request, served func(*upload) bool, to func(u *upload, status int)) *refusal {
	var ids []int64
	r.fields.required("taskIds", &ids)
	r.fields.checkLimit("taskIds", len(ids), r.route.limit)
	if r.fields.refused != nil {
		return r.fields.refused
	}
	s.counters.countBatch(r.route.path, len(ids))
	for _, id := range ids {
		u := s.uploads[id]
		if u == nil || !served(u) {
			continue
		}
		if status, known := r.shownStatus("", u.submitPath(), u.shownStatus(r.at)); known {
			to(u, status)
		}
	}
	return nil
}
