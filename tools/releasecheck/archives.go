package main

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// checkArchives checks that there is one archive for each target and no other, and
// that it has exactly the license and an executable named as the CLIs expect it.
func (r release) checkArchives() (string, error) {
	paths, err := filepath.Glob(filepath.Join(r.folder, "*.zip"))
	if err != nil {
		return "", err
	}
	if len(paths) != len(r.targets) {
		return "", fmt.Errorf("got %d archives, want %d", len(paths), len(r.targets))
	}
	for _, target := range r.targets {
		if err := r.checkArchive(target); err != nil {
			return "", fmt.Errorf("%s: %w", target, err)
		}
	}
	return fmt.Sprintf("%d platforms", len(paths)), nil
}

func (r release) checkArchive(target string) error {
	archive, err := zip.OpenReader(r.archive(target))
	if err != nil {
		return err
	}
	defer archive.Close()
	binary := project + "_v" + r.version
	if strings.HasPrefix(target, "windows_") {
		binary += ".exe"
	}
	var names []string
	for _, file := range archive.File {
		names = append(names, file.Name)
		if file.Name == binary && file.Mode().Perm()&0o111 != 0o111 {
			return fmt.Errorf("%s: got mode %v, want an executable", file.Name, file.Mode())
		}
	}
	slices.Sort(names)
	if want := []string{"LICENSE", binary}; !slices.Equal(names, want) {
		return fmt.Errorf("got files %q, want %q", names, want)
	}
	return nil
}

// framework is a module that every SBOM must list, because the provider uses it.
const framework = "github.com/hashicorp/terraform-plugin-framework"

// checkSBOMs checks that each archive has an SBOM in SPDX format with the provider's
// modules.
func (r release) checkSBOMs() (string, error) {
	var modules int
	for _, target := range r.targets {
		name := r.archive(target) + ".sbom.json"
		content, err := os.ReadFile(name) //nolint:gosec // a folder of the caller
		if err != nil {
			return "", err
		}
		var sbom struct {
			Version  string `json:"spdxVersion"`
			Packages []struct {
				Name    string `json:"name"`
				Version string `json:"versionInfo"`
			} `json:"packages"`
		}
		if err := json.Unmarshal(content, &sbom); err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		found := false
		for _, p := range sbom.Packages {
			found = found || p.Name == framework && strings.HasPrefix(p.Version, "v")
		}
		if !strings.HasPrefix(sbom.Version, "SPDX-") || !found {
			return "", fmt.Errorf("%s: got %q with %d packages, want SPDX with %s", filepath.Base(name), sbom.Version, len(sbom.Packages), framework)
		}
		modules = len(sbom.Packages)
	}
	return fmt.Sprintf("%d, with %d packages each", len(r.targets), modules), nil
}
