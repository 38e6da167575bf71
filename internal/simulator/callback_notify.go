package simulator

// statusDeleted is the padStatus by which callbacks say that an instance is gone
// (newer documents).
const statusDeleted = -1

// startNotifying begins to tell what happens. What the state file remembers was told
// when it happened; of what was not over when a simulator was killed, some may
// be told twice.
func (s *Simulator) startNotifying() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.live = true
	s.account.onStatusChange = s.notifyStatus
	s.account.onConnectionChange = s.notifyConnection
	s.resetAlarms()
}

func (s *Simulator) notifying() bool { return s.live && !s.closed && s.account.callback != nil }

// notifyStatus calls back for a padStatus.
func (s *Simulator) notifyStatus(inst *instance, status int) {
	if s.notifying() {
		s.enqueueCallback(CallbackStatus, inst.number, s.statusPayload(inst, status))
	}
}

// notifyConnection and notifyRemoval call back at the current level alone: the
// document of 2024 knows of neither.
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

// notifyTaskEnd calls back for a task that has ended.
func (s *Simulator) notifyTaskEnd(t *task) {
	if !s.notifying() {
		return
	}
	if kind, b := s.taskPayload(t); kind != 0 {
		s.enqueueCallback(kind, t.instance.number, b)
	}
}

// notifyUpload calls back for an upload of an app or a file that has ended.
func (s *Simulator) notifyUpload(u *upload) {
	if s.notifying() && u.Kind != uploadImage {
		s.enqueueCallback(CallbackFileUpload, int(u.ID), payload{
			"taskId": u.ID, "taskStatus": u.Status, "originFileUrl": u.url(), "fileUniqueId": u.FileID,
		})
	}
}
