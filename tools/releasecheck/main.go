// Command releasecheck checks the files of a release as the registries and the CLIs
// do, before it is published.
//
//	releasecheck -dist FOLDER -key FILE -manifest FILE -version VERSION -targets os_arch,…
//
// It fails at the first finding. The signature must be one of -key, a public key in
// ASCII armor.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	var r release
	var targets string
	flag.StringVar(&r.folder, "dist", "dist", "folder with the files of the release")
	flag.StringVar(&r.key, "key", "", "file with the public key")
	flag.StringVar(&r.manifest, "manifest", "terraform-registry-manifest.json", "manifest of the provider")
	flag.StringVar(&r.version, "version", "", "version, without v")
	flag.StringVar(&targets, "targets", "", "platforms, as os_arch, separated by commas")
	flag.Parse()
	r.targets = strings.Split(targets, ",")

	for _, c := range r.checks() {
		found, err := c.run()
		if err != nil {
			fmt.Fprintf(os.Stderr, "releasecheck: %s: %v\n", c.name, err)
			os.Exit(1)
		}
		fmt.Printf("ok: %s: %s\n", c.name, found)
	}
}

// release is a folder with the files of one version.
type release struct {
	folder, key, manifest, version string
	targets                        []string
}

// check is one rule. run returns what it has checked, or an error that says what is
// wrong.
type check struct {
	name string
	run  func() (string, error)
}

func (r release) checks() []check {
	return []check{
		{"signature", r.checkSignature},
		{"checksums", r.checkSums},
		{"manifest", r.checkManifest},
		{"archives", r.checkArchives},
		{"SBOMs", r.checkSBOMs},
	}
}

const project = "terraform-provider-armcloud"

// path returns the path of the release's file with the given end, such as
// "_SHA256SUMS".
func (r release) path(end string) string {
	return filepath.Join(r.folder, project+"_"+r.version+end)
}

func (r release) archive(target string) string { return r.path("_" + target + ".zip") }
