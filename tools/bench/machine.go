package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// facts describes the environment of the measurements.
type facts struct {
	date, processor, memory, kernel string
	cores                           int
	goVersion, terraform, provider  string
	floor                           string
	took                            time.Duration
}

// gather collects the facts of this machine.
func gather(ctx context.Context, o *options, i *installed) (*facts, error) {
	f := &facts{
		date: time.Now().UTC().Format(time.DateOnly), cores: runtime.NumCPU(),
		goVersion: runtime.Version(), floor: floorSource + " " + i.floor,
		processor: processor(readIfThere("/proc/cpuinfo")), memory: memoryOf(readIfThere("/proc/meminfo")),
	}
	version, err := output(ctx, o.terraform, "version")
	if err != nil {
		return nil, err
	}
	f.terraform = firstLine(version)
	if f.kernel, err = output(ctx, "uname", "-sr"); err != nil {
		return nil, err
	}
	release := filepath.Base(i.provider)
	f.provider = release[strings.LastIndex(release, "_v")+len("_v"):] + ", commit " + commit(ctx)
	return f, nil
}

// commit returns the commit that the provider was built from, and whether it has
// changes. Without a Git repository it returns unknown.
func commit(ctx context.Context) string {
	hash, err := output(ctx, "git", "rev-parse", "--short", "HEAD")
	if err != nil {
		return unknown
	}
	changed, err := output(ctx, "git", "status", "--porcelain", "--", "main.go", "go.mod", "internal")
	if err != nil || changed != "" {
		return hash + " with changes"
	}
	return hash
}

// output returns the trimmed output of a program.
func output(ctx context.Context, name string, args ...string) (string, error) {
	command := exec.CommandContext(ctx, name, args...) //nolint:gosec // the CLI, git and uname
	command.Env = append(cleanEnvironment(os.Environ()), "TF_CLI_CONFIG_FILE="+os.DevNull, "CHECKPOINT_DISABLE=1")
	out, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out)), nil
}

// readIfThere returns the content of a file, or "" if it can't be read.
func readIfThere(path string) string {
	text, err := os.ReadFile(path) //nolint:gosec // below /proc
	if err != nil {
		return ""
	}
	return string(text)
}

// unknown stands for facts that the system does not provide.
const unknown = "unknown"

// processor returns the processor's name from /proc/cpuinfo.
func processor(cpuinfo string) string { return fieldOf(cpuinfo, "model name") }

// memoryOf returns the size of the memory from /proc/meminfo.
func memoryOf(meminfo string) string {
	kilobytes, err := strconv.ParseFloat(strings.TrimSuffix(fieldOf(meminfo, "MemTotal"), " kB"), 64)
	if err != nil {
		return unknown
	}
	return fmt.Sprintf("%.1f GB", kilobytes*1024/1e9)
}

// fieldOf returns the value of the first line "name : value".
func fieldOf(text, name string) string {
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		key, value, found := strings.Cut(lines.Text(), ":")
		if found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return unknown
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
