package engine

import (
	"context"
	"strconv"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// catalogs are the catalogs of the account.
type catalogs struct {
	apps   *Catalog[armcloud.App]
	files  *Catalog[armcloud.File]
	images *Catalog[armcloud.Image]
}

func newCatalogs(api API) catalogs {
	return catalogs{
		apps: newCatalog(func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.App], error) {
			return api.Apps(ctx, armcloud.AppFilter{}, page, rows)
		}, func(a armcloud.App) string { return strconv.FormatInt(a.ID, 10) }),
		files: newCatalog(func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.File], error) {
			return api.Files(ctx, page, rows)
		}, func(f armcloud.File) string { return f.ID }),
		images: newCatalog(func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.Image], error) {
			return api.Images(ctx, page, rows)
		}, func(i armcloud.Image) string { return i.ID }),
	}
}

// Apps is the catalog of the account's apps. API document: Application list.
func (e *Engine) Apps() *Catalog[armcloud.App] { return e.catalogs.apps }

// Files is the catalog of the file center. API document: List of documents.
func (e *Engine) Files() *Catalog[armcloud.File] { return e.catalogs.files }

// Images is the catalog of system images. Reading it fails with
// ClassUnavailable if this API level does not list images. Newer API documents:
// Query the list of images.
func (e *Engine) Images() *Catalog[armcloud.Image] { return e.catalogs.images }
