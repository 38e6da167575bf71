package simulator

import "slices"

// serverType is the type of devices that images are made for.
const serverType = "Cruise10"

// Values of imageType in queryImageList (assumed).
const (
	imagePublic = 1 // available to every account
	imageOwn    = 2 // uploaded by the account
)

// releaseOfficial is the releaseType of all images; 1 is a test release.
const releaseOfficial = 2

// imagePage is a page of queryImageList, whose fields differ from other
// listings.
type imagePage struct {
	Records []any `json:"records"`
	Total   *int  `json:"total,omitempty"`
	Size    int   `json:"size"` // the requested rows
	Current int   `json:"current"`
	Pages   *int  `json:"pages,omitempty"`
}

// imageRow is an image of queryImageList.
type imageRow struct {
	ImageID     string  `json:"imageId"`
	ImageName   string  `json:"imageName"`
	ImageTag    string  `json:"imageTag"`
	ServerType  string  `json:"serverType"`
	ROMVersion  string  `json:"romVersion"`
	ImageDesc   *string `json:"imageDesc"`
	ReleaseType int     `json:"releaseType"`
	SupportF2FS bool    `json:"supportF2fs"`
	FileTag     *string `json:"fileTag"`
}

// imageFilter is the filter of queryImageList. Zero values do not filter.
type imageFilter struct {
	kind, release int
	rom           string
	from, to      int64
}

// queryImages handles image/queryImageList of newer documents, a paged listing.
// It filters by kind, release, Android version and time.
func queryImages(s *Simulator, r *request) (any, *refusal) {
	f := r.fields
	number, rows := parsePage(f, false)
	var filter imageFilter
	f.optional("imageType", &filter.kind)
	f.optional("releaseType", &filter.release)
	f.optional("romVersion", &filter.rom)
	f.optional("createTimeStart", &filter.from)
	f.optional("createTimeEnd", &filter.to)
	if f.refused != nil {
		return nil, f.refused
	}
	found := []any{}
	for _, i := range s.account.catalog.Images {
		if filter.matches(i) {
			found = append(found, imageRow{
				ImageID: i.ID, ImageName: i.Tag + ".tar", ImageTag: i.Tag, ServerType: i.ServerType, ROMVersion: i.Android,
				ReleaseType: releaseOfficial, SupportF2FS: true,
			})
		}
	}
	slices.Reverse(found) // newest first
	p := r.pageOfRows(found, number, rows)
	return imagePage{Records: p.PageData, Total: p.Total, Size: p.Rows, Current: number, Pages: p.TotalPage}, nil
}

func (filter imageFilter) matches(i Image) bool {
	kind := imagePublic
	if i.URL != "" {
		kind = imageOwn
	}
	return (filter.kind == 0 || filter.kind == kind) && (filter.release == 0 || filter.release == releaseOfficial) &&
		(filter.rom == "" || filter.rom == i.Android) && i.CreatedAt >= filter.from && (filter.to == 0 || i.CreatedAt <= filter.to)
}
