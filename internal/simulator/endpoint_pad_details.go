package simulator

import "fmt"

const (
	storageSize    = 64 << 30 // bytes
	androidVersion = "android13"
)

// detailsRow is an instance in padDetails (API document: Instance details). The
// embedded fields exist only at the current level.
type detailsRow struct {
	PadCode      string     `json:"padCode"`
	ImageID      string     `json:"imageId"`
	DeviceLevel  string     `json:"deviceLevel"`
	DataCenter   dataCenter `json:"dcInfo"`
	PadStatus    int        `json:"padStatus"`
	DeviceStatus int        `json:"deviceStatus"`
	Online       int        `json:"online"`
	StreamStatus int        `json:"streamStatus"`
	DataSize     int64      `json:"dataSize"`
	DataSizeUsed int64      `json:"dataSizeUsed"`
	*currentDetailsFields
}

type dataCenter struct {
	ID                 *int   `json:"id,omitempty"` // current level only
	Code               string `json:"dcCode"`
	Name               string `json:"dcName"`
	Area               string `json:"area"`
	Endpoint           string `json:"ossEndpoint"`
	InternalEndpoint   string `json:"ossEndpointInternal"`
	FileEndpoint       string `json:"ossFileEndpoint"`
	ScreenshotEndpoint string `json:"ossScreenshotEndpoint"`
}

type currentDetailsFields struct {
	PadID               int     `json:"padId"`
	ADBOpenStatus       *string `json:"adbOpenStatus"`
	DeviceIP            string  `json:"deviceIp"`
	PadIP               string  `json:"padIp"`
	ClusterCode         string  `json:"clusterCode"`
	Type                string  `json:"type"`
	NetStorageResFlag   int     `json:"netStorageResFlag"`
	RealPhoneTemplateID *int64  `json:"realPhoneTemplateId"`
	CountryCode         *string `json:"countryCode"`
	DNS                 *string `json:"dns"`
	CPU                 int     `json:"cpu"`
	Memory              *int    `json:"memory"`
	FirstBoot           bool    `json:"firstBoot"`
}

// padDetails handles pad/padDetails. Without a filter it lists every instance.
// Unknown pad codes are left out.
func padDetails(s *Simulator, r *request) (any, *refusal) {
	number, rows := parsePage(r.fields, false)
	selected := s.detailsFilter(r)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	return s.pageOfInstances(r, selected, number, rows, func(inst *instance) any { return s.detailsRow(r, inst) }), nil
}

func (s *Simulator) detailsFilter(r *request) selection {
	f, a := r.fields, s.account
	var selected selection
	selected.base = a.all
	filters := 0 // the index of a single filter needs no further check
	narrow := func(x index, member func(*instance) bool) {
		selected.narrow(x, member)
		filters++
	}
	for name, byName := range map[string]map[string]*instance{"padCodes": a.byCode, "padIps": a.byIP} {
		var names []string
		if f.optional(name, &names) && len(names) > 0 {
			f.checkLimit(name, len(names), r.route.limit)
			s.counters.countBatch(r.route.path, len(names))
			named := lookupAll(byName, names)
			narrow(named, func(inst *instance) bool { _, found := named.find(inst); return found })
		}
	}
	var group int
	if f.optional("groupId", &group) {
		narrow(orEmpty(a.groups[group]), func(inst *instance) bool { return inst.group == group })
	}
	var dataCenter string
	if f.optional("idcCode", &dataCenter) && dataCenter != "" {
		narrow(orEmpty(a.dataCenters[dataCenter]), func(inst *instance) bool { return inst.dataCenter == dataCenter })
	}
	var online, device, control, fault scalar
	if f.optional("vmStatus", &online) && online != "" {
		narrow(*a.online[online == "1"], func(inst *instance) bool { return inst.online == (online == "1") })
	}
	if f.optional("deviceStatus", &device) && device != "" && device != "1" {
		narrow(index{}, func(*instance) bool { return false }) // every device is online
	}
	if f.optional("controlStatus", &control) && control != "" && control != "1" {
		narrow(index{}, func(*instance) bool { return false }) // instances are never under control
	}
	if f.optional("faultStatus", &fault); fault == "14" {
		narrow(a.abnormal, func(inst *instance) bool { return inst.status == statusAbnormal })
		filters++ // the status can change when an instance is advanced, so check it again
	} else if fault != "" {
		narrow(a.all, func(inst *instance) bool { return inst.status != statusAbnormal })
		filters++
	}
	if filters <= 1 {
		selected.conditions = nil
	}
	return selected
}

func orEmpty(x *index) index {
	if x == nil {
		return index{}
	}
	return *x
}

func (s *Simulator) detailsRow(r *request, inst *instance) detailsRow {
	row := detailsRow{
		PadCode: inst.code, ImageID: inst.image, DeviceLevel: inst.grade(), DataCenter: dataCenterOf(inst),
		PadStatus: inst.status, DeviceStatus: 1, Online: inst.onlineFlag(),
		DataSize: storageSize, DataSizeUsed: s.storageUsed(inst),
	}
	if inst.settings.Streaming {
		row.StreamStatus = 1
	}
	if !r.current() {
		return row
	}
	id := deviceOf(inst.number)%dataCenterCount + 1
	row.DataCenter.ID = &id
	row.currentDetailsFields = &currentDetailsFields{
		PadID: inst.number, DeviceIP: inst.deviceIP(), PadIP: inst.ip, ClusterCode: fmt.Sprintf("00%s", inst.dataCenter),
		Type: "virtual", CPU: -1,
	}
	if inst.settings.ADB != nil {
		status := flagText(inst.adbOpen())
		row.ADBOpenStatus = &status
	}
	return row
}

func dataCenterOf(inst *instance) dataCenter {
	endpoint := "https://oss-" + inst.dataCenter + ".simulator.invalid"
	return dataCenter{
		Code: "dc0" + inst.dataCenter, Name: "Data center " + inst.dataCenter, Area: "Area " + inst.dataCenter,
		Endpoint: endpoint, InternalEndpoint: endpoint, FileEndpoint: endpoint, ScreenshotEndpoint: endpoint,
	}
}

// storageUsed returns the used storage in bytes, between one and nine tenths of
// the total.
func (s *Simulator) storageUsed(inst *instance) int64 {
	tenths := noise(s.account.seed, noiseStorage, uint64(inst.number)) % 9 //nolint:gosec // numbers are positive
	return storageSize / 10 * int64(tenths+1)
}
