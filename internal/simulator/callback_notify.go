package simulator

// statusDeleted is the padStatus in the callback for a removed instance (newer
// documents).
const statusDeleted = -1

// startNotifying enables callbacks once the state file has been read. Changes
// in the state file were reported when they happened. After a kill, some
// callbacks may be sent twice.
func (s *Simulator) startNotifying() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.live = true
	s.account.onStatusChange = s.notifyStatus
	s.account.onConnectionChange = s.notifyConnection
	s.resetAlarms()
}

func (s *Simulator) notifying() bool { return s.live && !s.closed && s.account.callback != nil }

// notifyStatus sends the callback for a padStatus.
func (s *Simulator) notifyStatus(inst *instance, status int) {
	if s.notifying() {
		s.enqueueCallback(CallbackStatus, inst.number, s.statusPayload(inst, status))
	}
}

// notifyConnection and notifyRemoval send callbacks at the current level only;
// the document of 2024 has neither.
func (s *Simulator) notifyConnection(inst *instance) {
	if s.options.Level == LevelCurrent {
		s.notifyStatus(inst, inst.status)
	}
}

func (s *Simulator) notifyRemoval(inst *instance) {
	if s.options.Level == LevelCurrent {
		s.notifyStatus(inst, statusDeleted)
	}
}

// notifyTaskEnd sends the callback for a finished task.
func (s *Simulator) notifyTaskEnd(t *task) {
	if !s.notifying() {
		return
	}
	if kind, b := s.taskPayload(t); kind != 0 {
		s.enqueueCallback(kind, t.instance.number, b)
	}
}

// notifyUpload sends the callback for a finished upload of an app or a file.
func (s *Simulator) notifyUpload(u *upload) {
	if s.notifying() && u.Kind != uploadImage {
		s.enqueueCallback(CallbackFileUpload, int(u.ID), payload{
			"taskId": u.ID, "taskStatus": u.Status, "originFileUrl": u.url(), "fileUniqueId": u.FileID,
		})
	}
}
