package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

// newKey returns a new key.
func newKey(t *testing.T, algorithm packet.PublicKeyAlgorithm) *openpgp.Entity {
	t.Helper()
	key, err := openpgp.NewEntity("Test", "", "test@example.com", &packet.Config{Algorithm: algorithm, RSABits: 2048})
	must(t, err)
	return key
}

// good writes a release without faults.
func good(t *testing.T, key *openpgp.Entity) release {
	t.Helper()
	folder := t.TempDir()
	r := release{
		folder: folder, key: filepath.Join(folder, "key.asc"), manifest: filepath.Join(folder, "manifest"),
		version: "1.2.3", targets: []string{"linux_amd64", "windows_amd64"},
	}
	write(t, r.manifest, `{"version": 1, "metadata": {"protocol_versions": ["6.0"]}}`)
	write(t, r.path("_manifest.json"), `{"version": 1, "metadata": {"protocol_versions": ["6.0"]}}`)
	r.writeArchive(t, "linux_amd64", 0o755, "LICENSE", "terraform-provider-armcloud_v1.2.3")
	r.writeArchive(t, "windows_amd64", 0o755, "LICENSE", "terraform-provider-armcloud_v1.2.3.exe")
	for _, target := range r.targets {
		write(t, r.archive(target)+".sbom.json", `{"spdxVersion": "SPDX-2.3", "packages": [{"name": "`+framework+`", "versionInfo": "v1.0.0"}]}`)
	}

	var public bytes.Buffer
	w, err := armor.Encode(&public, openpgp.PublicKeyType, nil)
	must(t, err)
	must(t, key.Serialize(w))
	must(t, w.Close())
	write(t, r.key, public.String())
	r.sign(t, key)
	return r
}

// sign writes the checksums of the archives and the manifest, and their signature.
func (r release) sign(t *testing.T, key *openpgp.Entity) {
	t.Helper()
	var sums strings.Builder
	for _, path := range []string{r.archive("linux_amd64"), r.archive("windows_amd64"), r.path("_manifest.json")} {
		content, err := os.ReadFile(path)
		must(t, err)
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(content), filepath.Base(path))
	}
	write(t, r.path("_SHA256SUMS"), sums.String())
	var signature bytes.Buffer
	must(t, openpgp.DetachSign(&signature, key, strings.NewReader(sums.String()), nil))
	write(t, r.path("_SHA256SUMS.sig"), signature.String())
}

func (r release) writeArchive(t *testing.T, target string, mode os.FileMode, names ...string) {
	t.Helper()
	var content bytes.Buffer
	archive := zip.NewWriter(&content)
	for _, name := range names {
		header := &zip.FileHeader{Name: name}
		header.SetMode(mode)
		_, err := archive.CreateHeader(header)
		must(t, err)
	}
	must(t, archive.Close())
	write(t, r.archive(target), content.String())
}

func write(t *testing.T, path, content string) {
	t.Helper()
	must(t, os.WriteFile(path, []byte(content), 0o600))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// findings returns the names of the checks that fail.
func (r release) findings() string {
	var failed []string
	for _, c := range r.checks() {
		if _, err := c.run(); err != nil {
			failed = append(failed, c.name)
		}
	}
	return strings.Join(failed, ", ")
}

func TestChecksFindFaults(t *testing.T) {
	key := newKey(t, packet.PubKeyAlgoRSA)
	for _, test := range []struct {
		name  string
		fault func(t *testing.T, r *release)
		want  string
	}{
		{"none", func(*testing.T, *release) {}, ""},
		{"archive changed after signing", func(t *testing.T, r *release) {
			r.writeArchive(t, "linux_amd64", 0o755, "terraform-provider-armcloud_v1.2.3", "LICENSE")
		}, "checksums"},
		{"checksums changed after signing", func(t *testing.T, r *release) {
			content, err := os.ReadFile(r.path("_SHA256SUMS"))
			must(t, err)
			write(t, r.path("_SHA256SUMS"), string(content)+string(content))
		}, "signature"},
		{"signature in ASCII armor", func(t *testing.T, r *release) {
			write(t, r.path("_SHA256SUMS.sig"), "-----BEGIN PGP SIGNATURE-----\n")
		}, "signature"},
		{"platform without an archive", func(_ *testing.T, r *release) {
			r.targets = append(r.targets, "linux_arm64")
		}, "checksums, archives, SBOMs"},
		{"archive of no platform", func(t *testing.T, r *release) {
			r.writeArchive(t, "plan9_amd64", 0o755)
		}, "archives"},
		{"other manifest", func(t *testing.T, r *release) {
			write(t, r.manifest, `{"version": 1, "metadata": {"protocol_versions": ["5.0"]}}`)
		}, "manifest"},
		{"SBOM without modules", func(t *testing.T, r *release) {
			write(t, r.archive("linux_amd64")+".sbom.json", `{"spdxVersion": "SPDX-2.3", "packages": [{"name": "LICENSE"}]}`)
		}, "SBOMs"},
		{"no SBOM", func(t *testing.T, r *release) {
			must(t, os.Remove(r.archive("windows_amd64")+".sbom.json"))
		}, "SBOMs"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := good(t, key)
			test.fault(t, &r)
			if got := r.findings(); got != test.want {
				t.Errorf("got findings %q, want %q", got, test.want)
			}
		})
	}
}

func TestArchiveNeedsTheBinary(t *testing.T) {
	r := good(t, newKey(t, packet.PubKeyAlgoRSA))
	for _, test := range []struct {
		name  string
		mode  os.FileMode
		files []string
		ok    bool
	}{
		{"complete", 0o755, []string{"LICENSE", "terraform-provider-armcloud_v1.2.3"}, true},
		{"not executable", 0o644, []string{"LICENSE", "terraform-provider-armcloud_v1.2.3"}, false},
		{"other version", 0o755, []string{"LICENSE", "terraform-provider-armcloud_v1.2.4"}, false},
		{"no license", 0o755, []string{"terraform-provider-armcloud_v1.2.3"}, false},
		{"more files", 0o755, []string{"LICENSE", "README.md", "terraform-provider-armcloud_v1.2.3"}, false},
	} {
		r.writeArchive(t, "linux_amd64", test.mode, test.files...)
		if err := r.checkArchive("linux_amd64"); (err == nil) != test.ok {
			t.Errorf("%s: got %v, want ok %t", test.name, err, test.ok)
		}
	}
}

func TestEllipticKeysAreRefused(t *testing.T) {
	if got := good(t, newKey(t, packet.PubKeyAlgoEdDSA)).findings(); got != "signature" {
		t.Errorf("got findings %q, want signature", got)
	}
}
