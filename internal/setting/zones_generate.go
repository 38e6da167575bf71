//go:build ignore

// This program writes zones.txt from the time zone database of the Go
// toolchain: go generate ./internal/setting
package main

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	database, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		return err
	}
	defer database.Close()
	// The database stores a link as a copy of its target.
	names := map[string][]string{}
	for _, file := range database.File {
		// Factory stands for a zone that is not configured.
		if strings.HasSuffix(file.Name, "/") || file.Name == "Factory" {
			continue
		}
		data, err := read(file)
		if err != nil {
			return err
		}
		names[data] = append(names[data], file.Name)
	}
	var lines []string
	for data := range maps.Values(names) {
		slices.Sort(data)
		lines = append(lines, strings.Join(data, " "))
	}
	slices.Sort(lines)
	return os.WriteFile("zones.txt", []byte(strings.Join(lines, "\n")+"\n"), 0o644)
}

func read(file *zip.File) (string, error) {
	from, err := file.Open()
	if err != nil {
		return "", err
	}
	defer from.Close()
	data, err := io.ReadAll(from)
	return string(data), err
}
