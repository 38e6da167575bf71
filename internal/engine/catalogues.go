package engine

import (
	"context"
	"strconv"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// catalogues are the account's lists.
type catalogues struct {
	apps   *Catalogue[armcloud.App]
	files  *Catalogue[armcloud.File]
	images *Catalogue[armcloud.Image]
}

func newCatalogues(api API) catalogues {
	return catalogues{
		apps: newCatalogue(func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.App], error) {
			return api.Apps(ctx, armcloud.AppFilter{}, page, rows)
		}, func(a armcloud.App) string { return strconv.FormatInt(a.ID, 10) }),
		files: newCatalogue(func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.File], error) {
			return api.Files(ctx, page, rows)
		}, func(f armcloud.File) string { return f.ID }),
		images: newCatalogue(func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.Image], error) {
			return api.Images(ctx, page, rows)
		}, func(i armcloud.Image) string { return i.ID }),
	}
}

// Apps is the list of the account's apps. API document: Application list.
func (e *Engine) Apps() *Catalogue[armcloud.App] { return e.catalogues.apps }

// Files is the list of the file centre. API document: List of documents.
func (e *Engine) Files() *Catalogue[armcloud.File] { return e.catalogues.files }

// Images is the list of system images; reading it fails with ClassUnavailable
// where the service does not list them. Newer API documents: Query the list of
// images.
func (e *Engine) Images() *Catalogue[armcloud.Image] { return e.catalogues.images }
