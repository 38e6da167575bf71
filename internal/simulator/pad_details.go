package simulator

import "fmt"

const (
	storageSize    = 64 << 30 // bytes
	androidVersion = "android13"
)

// detailsRow is one phone of padDetails (API document: Instance details). The
// embedded part exists at the current level only.
type detailsRow struct {
	PadCode      string     `json:"padCode"`
	ImageID      string     `json:"imageId"`
	DeviceLevel  string     `json:"deviceLevel"`
	DataCentre   dataCentre `json:"dcInfo"`
	PadStatus    int        `json:"padStatus"`
	DeviceStatus int        `json:"deviceStatus"`
	Online       int        `json:"online"`
	StreamStatus int        `json:"streamStatus"`
	DataSize     int64      `json:"dataSize"`
	DataSizeUsed int64      `json:"dataSizeUsed"`
	*newerDetails
}

type dataCentre struct {
	ID                 *int   `json:"id,omitempty"` // current level only
	Code               string `json:"dcCode"`
	Name               string `json:"dcName"`
	Area               string `json:"area"`
	Endpoint           string `json:"ossEndpoint"`
	InternalEndpoint   string `json:"ossEndpointInternal"`
	FileEndpoint       string `json:"ossFileEndpoint"`
	ScreenshotEndpoint string `json:"ossScreenshotEndpoint"`
}

type newerDetails struct {
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

// padDetails is pad/padDetails. Without a filter every phone is listed; phones
// that do not exist are left out.
func padDetails(s *Simulator, r *request) (any, *refusal) {
	number, rows := readPage(r.fields, false)
	chosen := s.detailsFilter(r)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	return s.pageOf(r, chosen, number, rows, func(p *phone) any { return s.detailsRow(r, p) }), nil
}

func (s *Simulator) detailsFilter(r *request) selection {
	f, a := r.fields, s.account
	var chosen selection
	chosen.base = a.all
	exact := 0 // indexes that answer the request alone
	use := func(x index, member func(*phone) bool) {
		chosen.narrow(x, member)
		exact++
	}
	for name, byName := range map[string]map[string]*phone{"padCodes": a.byCode, "padIps": a.byIP} {
		var names []string
		if f.may(name, &names) && len(names) > 0 {
			f.checkCount(name, len(names), r.route.limit)
			s.counters.batch(r.route.path, len(names))
			some := listed(byName, names)
			use(some, func(p *phone) bool { _, found := some.find(p); return found })
		}
	}
	var group int
	if f.may("groupId", &group) {
		use(valueOf(a.groups[group]), func(p *phone) bool { return p.group == group })
	}
	var centre string
	if f.may("idcCode", &centre) && centre != "" {
		use(valueOf(a.centres[centre]), func(p *phone) bool { return p.centre == centre })
	}
	var online, device, control, fault scalar
	if f.may("vmStatus", &online) && online != "" {
		use(*a.online[online == "1"], func(p *phone) bool { return p.online == (online == "1") })
	}
	if f.may("deviceStatus", &device) && device != "" && device != "1" {
		use(index{}, func(*phone) bool { return false }) // every machine is online
	}
	if f.may("controlStatus", &control) && control != "" && control != "1" {
		use(index{}, func(*phone) bool { return false }) // nobody controls a phone
	}
	if f.may("faultStatus", &fault); fault == "14" {
		use(a.faulty, func(p *phone) bool { return p.status == statusAbnormal })
		exact++ // a status can change while it is looked at: always check
	} else if fault != "" {
		use(a.all, func(p *phone) bool { return p.status != statusAbnormal })
		exact++
	}
	if exact <= 1 {
		chosen.conditions = nil
	}
	return chosen
}

func valueOf(x *index) index {
	if x == nil {
		return index{}
	}
	return *x
}

func (s *Simulator) detailsRow(r *request, p *phone) detailsRow {
	row := detailsRow{
		PadCode: p.code, ImageID: p.image, DeviceLevel: p.grade(), DataCentre: centreOf(p),
		PadStatus: p.status, DeviceStatus: 1, Online: p.onlineFlag(),
		DataSize: storageSize, DataSizeUsed: s.storageUsed(p),
	}
	if !r.current() {
		return row
	}
	id := machineOf(p.number)%dataCentreCount + 1
	row.DataCentre.ID = &id
	row.newerDetails = &newerDetails{
		PadID: p.number, DeviceIP: p.machineIP(), PadIP: p.ip, ClusterCode: fmt.Sprintf("00%s", p.centre),
		Type: "virtual", CPU: -1,
	}
	if p.set.ADB != nil {
		status := switched(p.adb())
		row.ADBOpenStatus = &status
	}
	return row
}

func centreOf(p *phone) dataCentre {
	endpoint := "https://oss-" + p.centre + ".simulator.invalid"
	return dataCentre{
		Code: "dc0" + p.centre, Name: "Data centre " + p.centre, Area: "Area " + p.centre,
		Endpoint: endpoint, InternalEndpoint: endpoint, FileEndpoint: endpoint, ScreenshotEndpoint: endpoint,
	}
}

// storageUsed is between one and nine tenths of the storage, in bytes.
func (s *Simulator) storageUsed(p *phone) int64 {
	tenths := noise(s.account.seed, noiseStorage, uint64(p.number)) % 9 //nolint:gosec // numbers are positive
	return storageSize / 10 * int64(tenths+1)
}
