package setting

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// WrongApps returns a sentence for each app whose id is that of another package
// in the catalog. Installing it would never have the package installed. Apps that
// the catalog does not list are not known to be wrong. catalog is called only if
// there are apps; if it fails, the result is empty.
func WrongApps(ctx context.Context, catalog func(context.Context) ([]armcloud.App, error), desired []converge.Desired) []string {
	ids := map[int64]map[string]bool{}
	for _, d := range desired {
		name, isApp := strings.CutPrefix(d.Setting.Name(), apps.name+"/")
		if app, ok := d.Value.(App); ok && isApp {
			if ids[app.ID] == nil {
				ids[app.ID] = map[string]bool{}
			}
			ids[app.ID][name] = true
		}
	}
	if len(ids) == 0 {
		return nil
	}
	listed, err := catalog(ctx)
	if err != nil {
		return nil
	}
	var wrong []string
	for _, app := range listed {
		for name := range ids[app.ID] {
			if app.PackageName != "" && app.PackageName != name {
				wrong = append(wrong, fmt.Sprintf("%s has app_id %d, which is the app %s in the catalog.", name, app.ID, app.PackageName))
			}
		}
	}
	slices.Sort(wrong)
	return slices.Compact(wrong)
}

// WrongAppsSummary is the summary of errors with the result of WrongApps.
const WrongAppsSummary = "App ID of another package"

// WrongAppsAdvice follows the sentences of WrongApps.
const WrongAppsAdvice = "\n\nSet the ID of the app, or use its package name. Nothing was sent."
