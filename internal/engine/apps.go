package engine

import (
	"bufio"
	"context"
	"regexp"
	"strconv"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

func newAppsLooker(api API, opts Options) *looker[armcloud.PadApps] {
	size := min(opts.BatchSize, armcloud.ReadInstalledApps.MaxTargets)
	apps := &looker[armcloud.PadApps]{linger: opts.Linger, full: size}
	apps.fetch = func(ctx context.Context, codes []string, _ bool) fetched[armcloud.PadApps] {
		got := fetched[armcloud.PadApps]{answers: map[string]answer[armcloud.PadApps]{}}
		inChunks(ctx, codes, size, opts.InFlight, got.answers, func(ctx context.Context, codes []string) (map[string]answer[armcloud.PadApps], error) {
			all, err := api.InstalledApps(ctx, codes)
			if err != nil {
				return nil, err
			}
			answers := make(map[string]answer[armcloud.PadApps], len(codes))
			for _, code := range codes {
				answers[code] = answer[armcloud.PadApps]{}
			}
			for _, one := range all {
				answers[one.PadCode] = answer[armcloud.PadApps]{value: one, found: one.Apps != nil}
			}
			return answers, nil
		})
		return got
	}
	return apps
}

// InstalledApps gives the apps of the phones, by listInstalledApp where the
// API level has it; where it does not, from the phones themselves if reach
// allows. A phone whose apps cannot be had is missing from the answer, which
// is no evidence of anything. Errors are those of ctx and of the keys alone.
// Newer API documents: Query installed applications.
func (e *Engine) InstalledApps(ctx context.Context, padCodes []string, reach Reach) (map[string]armcloud.PadApps, error) {
	if !e.Lacks(armcloud.ReadInstalledApps) {
		answers, err := e.apps.ask(ctx, padCodes, false)
		values, unavailable, err := readable(answers, err)
		if err != nil || !unavailable {
			return values, err
		}
		e.absent.Store(armcloud.ReadInstalledApps, true)
	}
	if reach != ReachShell {
		return map[string]armcloud.PadApps{}, nil
	}
	// Where commands may not be run, nothing is seen.
	answers, err := e.appsByShell.ask(ctx, padCodes, false)
	values, _, err := readable(answers, err)
	return values, err
}

// packageLine is one line of pm list packages.
var packageLine = regexp.MustCompile(`^package:(\S+) versionCode:(\d+)$`)

// listPackages ends with a word of its own: output that was cut off would look
// like apps that are gone.
const listPackages = "pm list packages --show-versioncode; echo complete"

// shellApps reads the apps of phones by pm. Every Android has packages of its
// own, so output without any is none.
func (e *Engine) shellApps(ctx context.Context, padCodes []string) (map[string]armcloud.PadApps, error) {
	outputs, err := e.Shell(ctx, padCodes, listPackages)
	if err != nil {
		return nil, err
	}
	found := make(map[string]armcloud.PadApps, len(outputs))
	for code, output := range outputs {
		pad := armcloud.PadApps{PadCode: code}
		complete := false
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
			pad.Apps = append(pad.Apps, app)
		}
		if complete && len(pad.Apps) > 0 {
			found[code] = pad
		}
	}
	return found, nil
}
