package main

import (
	"context"
	"debug/buildinfo"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

const (
	floorSource = "hashicorp/time"
	// host is Terraform's default registry.
	host = "registry.terraform.io"
)

// installed is the installed programs that the runs use.
type installed struct {
	terraform string // path of the CLI
	config    string // path of its configuration, which contains only the mirror
	provider  string // path of the provider in the mirror, also used as simulator
	floor     string // version of the floor's provider, without a v
}

// installProviders installs both providers into a filesystem mirror.
func installProviders(ctx context.Context, o *options) (*installed, error) {
	i := &installed{terraform: o.terraform, config: filepath.Join(o.folder, "terraform.rc")}
	mirror := filepath.Join(o.folder, "mirror")
	for _, folder := range []string{mirror, filepath.Join(o.folder, "work")} {
		if err := os.RemoveAll(folder); err != nil { //nolint:gosec // below the folder that the command line names
			return nil, err
		}
	}
	if err := os.MkdirAll(o.folder, 0o750); err != nil { //nolint:gosec // named on the command line
		return nil, err
	}
	if out, err := exec.CommandContext(ctx, "tools/mirror", mirror, i.config).CombinedOutput(); err != nil { //nolint:gosec // our own script
		return nil, fmt.Errorf("tools/mirror: %w:\n%s", err, out)
	}
	platform := runtime.GOOS + "_" + runtime.GOARCH
	found, err := filepath.Glob(filepath.Join(mirror, host, "armcloud/armcloud/*", platform, "terraform-provider-armcloud_v*"))
	if err != nil || len(found) != 1 {
		return nil, fmt.Errorf("got %d providers in %s, want 1: %w", len(found), mirror, err)
	}
	i.provider = found[0]

	built, err := buildinfo.ReadFile(o.floor)
	if err != nil {
		return nil, fmt.Errorf("unable to read the version of the floor's provider: %w", err)
	}
	i.floor = strings.TrimPrefix(built.Main.Version, "v")
	folder := filepath.Join(mirror, host, floorSource, i.floor, platform)
	if err := os.MkdirAll(folder, 0o750); err != nil { //nolint:gosec // below the folder that the command line names
		return nil, err
	}
	return i, copyProgram(o.floor, filepath.Join(folder, "terraform-provider-time_v"+i.floor))
}

func copyProgram(from, to string) (err error) {
	in, err := os.Open(from) //nolint:gosec // named on the command line
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()                                      // only read
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o700) //nolint:gosec // a program, below our own folder
	if err != nil {
		return err
	}
	defer func() {
		if closed := out.Close(); err == nil {
			err = closed
		}
	}()
	_, err = io.Copy(out, in)
	return err
}
