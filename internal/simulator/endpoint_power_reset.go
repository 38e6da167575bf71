package simulator

import "time"

// Codes of powerReset.
const (
	codePowerParameters = 110030
	codeDeviceNotFound  = 110032
)

// powerResetItem is the response for one device: a task, which no query returns, or
// the reason for the failure.
type powerResetItem struct {
	TaskID     *int64  `json:"taskId"`
	DeviceIP   string  `json:"deviceIp"`
	ErrorMsg   *string `json:"errorMsg"`
	DeviceCode string  `json:"deviceOutCode"`
}

// powerReset handles device/powerReset (API document: Physical machine reboot). It
// restarts devices with all their instances. Type 1 (hard restart) exists only at the
// current level. An unknown IP refuses the request.
func powerReset(s *Simulator, r *request) (any, *refusal) {
	var ips []string
	var kind int
	r.fields.required("deviceIps", &ips)
	r.fields.required("type", &kind)
	r.fields.checkLimit("deviceIps", len(ips), r.route.limit)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	if kind != 2 && (kind != 1 || !r.current()) {
		return nil, refuse(codePowerParameters, "the restart type must be 2")
	}
	if checkDuplicates(ips) != nil {
		return nil, refuse(codePowerParameters, "a device IP occurs twice")
	}
	s.counters.countBatch(r.route.path, len(ips))
	devices := s.account.byDevice()
	items := []powerResetItem{}
	e := &event{At: r.at, Kind: eventPowerCycle, FirstID: s.nextTask}
	for _, ip := range ips {
		instances := devices[ip]
		if len(instances) == 0 {
			return nil, refuse(codeDeviceNotFound, "Physical IP does not exist")
		}
		if r.omitted(ip) {
			continue
		}
		item := powerResetItem{DeviceIP: ip, DeviceCode: instances[0].deviceCode()}
		if f := r.injectedFailure(ip); f != nil {
			item.ErrorMsg = &f.Message
		} else {
			id := e.FirstID + int64(len(items))
			item.TaskID = &id
			for _, inst := range instances {
				s.advance(inst, r.at)
				s.countPowerCycle(inst)
				e.Pads = append(e.Pads, inst.code)
			}
		}
		items = append(items, item)
	}
	e.Count = len(items)
	if len(e.Pads) > 0 {
		if refused := s.commitRequest(e); refused != nil {
			return nil, refused
		}
	}
	return items, nil
}

// byDevice returns the instances of the account by the IP of their device.
func (a *account) byDevice() map[string][]*instance {
	devices := map[string][]*instance{}
	for _, inst := range a.all {
		devices[inst.deviceIP()] = append(devices[inst.deviceIP()], inst)
	}
	return devices
}

// countPowerCycle counts a power cycle of an instance that is being changed, or is
// already restarting.
func (s *Simulator) countPowerCycle(inst *instance) {
	if inst.changePending() {
		s.counters.Overlaps++
		s.counters.addCulprit(inst.code)
	}
	if inst.disrupted() {
		s.counters.Repeated++
		s.counters.addCulprit(inst.code)
	}
}

// powerCycle restarts an instance with its device, unless it is off. A running task
// begins again.
func (s *Simulator) powerCycle(inst *instance, at time.Time) {
	if inst.status == statusOff {
		return
	}
	if len(inst.queue) > 0 {
		inst.queue[0].start, inst.queue[0].end = time.Time{}, time.Time{}
	}
	inst.settings.reboot()
	s.service.begin(inst, at)
	inst.statusChanges = []statusChange{{at.Add(s.startDelay()), statusRestarting}, {at.Add(s.startDelay() + s.options.RestartTime), statusRunning}}
	inst.idleSince = latest(inst.idleSince, at)
}
