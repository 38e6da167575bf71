// Command changedphones reads a saved plan, as `terraform show -json` prints it,
// from standard input and prints the pad code of every phone that the plan
// changes, one per line, sorted.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"
)

func main() {
	codes, err := changedPhones(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, "changedphones:", err)
		os.Exit(1)
	}
	out := bufio.NewWriter(os.Stdout)
	for _, code := range codes {
		fmt.Fprintln(out, code)
	}
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "changedphones:", err)
		os.Exit(1)
	}
}

// plan is the part of Terraform's plan document that tells what changes.
type plan struct {
	FormatVersion   string `json:"format_version"`
	ResourceChanges []struct {
		Address string `json:"address"`
		Type    string `json:"type"`
		Mode    string `json:"mode"`
		Change  struct {
			Actions []string        `json:"actions"`
			Before  json.RawMessage `json:"before"`
			After   json.RawMessage `json:"after"`
		} `json:"change"`
	} `json:"resource_changes"`
}

// phones is the part of a resource's value that names phones: a fleet has
// phones, every other resource that stands for a phone has a pad code.
type phones struct {
	PadCode string             `json:"pad_code"`
	Phones  map[string]*string `json:"phones"`
}

// changedPhones returns the sorted pad codes of the phones that the plan
// changes. A fleet whose phones all keep their value but which changes all the
// same (its profiles do, say) concerns every phone of it.
func changedPhones(r io.Reader) ([]string, error) {
	var p plan
	if err := json.NewDecoder(r).Decode(&p); err != nil {
		return nil, fmt.Errorf("not a plan as terraform show -json prints it: %w", err)
	}
	if p.FormatVersion == "" {
		return nil, fmt.Errorf("not a plan as terraform show -json prints it: no format_version")
	}
	found := map[string]bool{}
	for _, rc := range p.ResourceChanges {
		if rc.Mode != "managed" || unchanged(rc.Change.Actions) {
			continue
		}
		var before, after phones
		if err := decode(rc.Change.Before, &before); err != nil {
			return nil, fmt.Errorf("%s before the change: %w", rc.Address, err)
		}
		if err := decode(rc.Change.After, &after); err != nil {
			return nil, fmt.Errorf("%s after the change: %w", rc.Address, err)
		}
		codes := named(before, after)
		if len(codes) == 0 {
			return nil, fmt.Errorf("%s (%s) changes, but names no phone", rc.Address, rc.Type)
		}
		for _, code := range codes {
			found[code] = true
		}
	}
	return sorted(found), nil
}

func unchanged(actions []string) bool {
	return len(actions) == 1 && (actions[0] == "no-op" || actions[0] == "read")
}

// decode leaves the value empty for a resource that is created or destroyed,
// which has nothing on one side.
func decode(raw json.RawMessage, into *phones) error {
	if len(raw) == 0 {
		return nil
	}
	return json.Unmarshal(raw, into)
}

// named returns the phones that one changing resource concerns.
func named(before, after phones) []string {
	if before.Phones == nil && after.Phones == nil {
		return sorted(map[string]bool{before.PadCode: before.PadCode != "", after.PadCode: after.PadCode != ""})
	}
	all, differ := map[string]bool{}, map[string]bool{}
	for _, side := range []map[string]*string{before.Phones, after.Phones} {
		for code := range side {
			all[code] = true
			was, hadIt := before.Phones[code]
			is, hasIt := after.Phones[code]
			if hadIt != hasIt || !equal(was, is) {
				differ[code] = true
			}
		}
	}
	if len(differ) == 0 {
		return sorted(all)
	}
	return sorted(differ)
}

// equal compares two values of the phones map; null is equal to null only.
func equal(a, b *string) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

func sorted(set map[string]bool) []string {
	codes := make([]string, 0, len(set))
	for code, in := range set {
		if in {
			codes = append(codes, code)
		}
	}
	sort.Strings(codes)
	return codes
}
