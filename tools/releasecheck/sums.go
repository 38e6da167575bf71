package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/ProtonMail/go-crypto/openpgp"
)

// checkSignature checks the signature with the library that the CLIs use. Like the
// Terraform registry, it accepts only RSA and DSA keys.
func (r release) checkSignature() (string, error) {
	armored, err := os.Open(r.key)
	if err != nil {
		return "", err
	}
	defer armored.Close()
	keys, err := openpgp.ReadArmoredKeyRing(armored)
	if err != nil {
		return "", err
	}
	sums, err := os.ReadFile(r.path("_SHA256SUMS"))
	if err != nil {
		return "", err
	}
	signature, err := os.ReadFile(r.path("_SHA256SUMS.sig"))
	if err != nil {
		return "", err
	}
	if bytes.HasPrefix(signature, []byte("-----BEGIN")) {
		return "", errors.New("got an ASCII-armored signature, want a binary one")
	}
	signer, err := openpgp.CheckDetachedSignature(keys, bytes.NewReader(sums), bytes.NewReader(signature), nil)
	if err != nil {
		return "", err
	}
	// Algorithms of RFC 4880: 1 to 3 are RSA, 17 is DSA.
	if a := signer.PrimaryKey.PubKeyAlgo; a > 3 && a != 17 {
		return "", fmt.Errorf("got a key with algorithm %d, want RSA or DSA", a)
	}
	return "signed by " + signer.PrimaryKey.KeyIdString(), nil
}

// checkSums checks that SHA256SUMS lists all archives and the manifest, and that each
// file in it has its checksum.
func (r release) checkSums() (string, error) {
	sums, err := r.sums()
	if err != nil {
		return "", err
	}
	want := []string{r.path("_manifest.json")}
	for _, target := range r.targets {
		want = append(want, r.archive(target))
	}
	for _, path := range want {
		if _, ok := sums[filepath.Base(path)]; !ok {
			return "", fmt.Errorf("no checksum of %s", filepath.Base(path))
		}
	}
	for name, sum := range sums {
		content, err := os.ReadFile(filepath.Join(r.folder, name)) //nolint:gosec // a folder of the caller
		if err != nil {
			return "", err
		}
		if got := sha256.Sum256(content); hex.EncodeToString(got[:]) != sum {
			return "", fmt.Errorf("%s: got checksum %x, want %s", name, got, sum)
		}
	}
	return fmt.Sprintf("%d files", len(sums)), nil
}

// sums returns the checksums by name of file.
func (r release) sums() (map[string]string, error) {
	content, err := os.ReadFile(r.path("_SHA256SUMS"))
	if err != nil {
		return nil, err
	}
	sums := map[string]string{}
	for line := range strings.Lines(string(content)) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !ok || name != filepath.Base(name) {
			return nil, fmt.Errorf("got the line %q in SHA256SUMS, want a checksum, two spaces and a name", line)
		}
		sums[name] = sum
	}
	return sums, nil
}

// checkManifest checks that the published manifest is the provider's, and that it
// names the protocol that the provider serves.
func (r release) checkManifest() (string, error) {
	got, err := os.ReadFile(r.path("_manifest.json"))
	if err != nil {
		return "", err
	}
	want, err := os.ReadFile(r.manifest)
	if err != nil {
		return "", err
	}
	if !bytes.Equal(got, want) {
		return "", fmt.Errorf("got %s, want %s", got, want)
	}
	var manifest struct {
		Version  int `json:"version"`
		Metadata struct {
			Protocols []string `json:"protocol_versions"`
		} `json:"metadata"`
	}
	if err := json.Unmarshal(got, &manifest); err != nil {
		return "", err
	}
	protocols := strings.Join(manifest.Metadata.Protocols, ", ")
	if manifest.Version != 1 || protocols != "6.0" {
		return "", fmt.Errorf("got version %d and protocols %q, want 1 and 6.0", manifest.Version, protocols)
	}
	return "protocol " + protocols, nil
}
