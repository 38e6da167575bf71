package engine

import (
	"bufio"
	"context"
	"regexp"
	"strconv"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

func appsKey(a armcloud.PadApps) (padCode string, found bool) { return a.PadCode, a.Apps != nil }

// InstalledApps returns the apps of the instances. It uses listInstalledApp if
// this API level has it, and otherwise shell commands if reach allows them. An
// instance whose apps cannot be read is missing from the result, which says
// nothing about them. Errors are only those of ctx and of the access key. Newer
// API documents: Query installed applications.
func (e *Engine) InstalledApps(ctx context.Context, padCodes []string, reach Reach) (map[string]armcloud.PadApps, error) {
	if !e.Lacks(armcloud.ReadInstalledApps) {
		results, err := e.apps.load(ctx, padCodes, false)
		values, unavailable, err := readable(results, err)
		if err != nil || !unavailable {
			return values, err
		}
		e.absent.Store(armcloud.ReadInstalledApps, true)
	}
	if reach != ReachShell {
		return map[string]armcloud.PadApps{}, nil
	}
	// If the key may not run commands, the result is empty.
	results, err := e.appsByShell.load(ctx, padCodes, false)
	values, _, err := readable(results, err)
	return values, err
}

// packageLine matches one line of pm list packages.
var packageLine = regexp.MustCompile(`^package:(\S+) versionCode:(\d+)$`)

// listPackages ends its output with "complete": in truncated output, the apps
// that were cut off would look uninstalled.
const listPackages = "pm list packages --show-versioncode; echo complete"

// shellApps reads the apps of instances with pm. Android always has packages of
// its own, so output without any is no list.
func (e *Engine) shellApps(ctx context.Context, padCodes []string) (map[string]armcloud.PadApps, error) {
	outputs, err := e.Shell(ctx, padCodes, listPackages)
	if err != nil {
		return nil, err
	}
	found := make(map[string]armcloud.PadApps, len(outputs))
	for code, output := range outputs {
		if apps, complete := parsePackages(output); complete && len(apps) > 0 {
			found[code] = armcloud.PadApps{PadCode: code, Apps: apps}
		}
	}
	return found, nil
}

// parsePackages returns the apps in the output of listPackages, and whether it is
// complete.
func parsePackages(output string) (apps []armcloud.InstalledApp, complete bool) {
	lines := bufio.NewScanner(strings.NewReader(output))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		complete = complete || line == "complete"
		m := packageLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		app := armcloud.InstalledApp{PackageName: m[1]}
		if version, err := strconv.ParseInt(m[2], 10, 64); err == nil {
			app.VersionCode = &version
		}
		apps = append(apps, app)
	}
	return apps, complete
}
