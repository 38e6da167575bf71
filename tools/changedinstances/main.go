// Command changedinstances prints the sorted pad codes of the instances that a
// plan changes, one per line. It reads the output of `terraform show -json` from
// standard input.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"

	tfjson "github.com/hashicorp/terraform-json"
)

func main() {
	codes, err := changedInstances(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, "changedinstances:", err)
		os.Exit(1)
	}
	out := bufio.NewWriter(os.Stdout)
	for _, code := range codes {
		fmt.Fprintln(out, code)
	}
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "changedinstances:", err)
		os.Exit(1)
	}
}

// instances is the part of a resource's value that identifies instances: phones
// of a fleet, pad_code of every other resource of an instance.
type instances struct {
	PadCode string             `json:"pad_code"`
	Phones  map[string]*string `json:"phones"`
}

// changedInstances returns the sorted pad codes of the instances that the plan
// changes. If a fleet changes but its phones don't, because a profile changes,
// for example, all its instances count as changed.
func changedInstances(r io.Reader) ([]string, error) {
	var p tfjson.Plan
	if err := json.NewDecoder(r).Decode(&p); err != nil {
		return nil, fmt.Errorf("not the output of terraform show -json: %w", err)
	}
	found := map[string]bool{}
	for _, rc := range p.ResourceChanges {
		if rc.Mode != tfjson.ManagedResourceMode || rc.Change == nil || rc.Change.Actions.NoOp() || rc.Change.Actions.Read() {
			continue
		}
		var before, after instances
		if err := decode(rc.Change.Before, &before); err != nil {
			return nil, fmt.Errorf("%s before the change: %w", rc.Address, err)
		}
		if err := decode(rc.Change.After, &after); err != nil {
			return nil, fmt.Errorf("%s after the change: %w", rc.Address, err)
		}
		codes := padCodes(before, after)
		if len(codes) == 0 {
			return nil, fmt.Errorf("%s (%s) changes, but has no instance", rc.Address, rc.Type)
		}
		for _, code := range codes {
			found[code] = true
		}
	}
	return sorted(found), nil
}

// decode leaves the value empty if it is null, as it is on one side of a create or
// destroy.
func decode(value any, into *instances) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

// padCodes returns the instances that the change of one resource affects.
func padCodes(before, after instances) []string {
	if before.Phones == nil && after.Phones == nil {
		return sorted(map[string]bool{before.PadCode: before.PadCode != "", after.PadCode: after.PadCode != ""})
	}
	all, differ := map[string]bool{}, map[string]bool{}
	for _, side := range []map[string]*string{before.Phones, after.Phones} {
		for code := range side {
			all[code] = true
			was, had := before.Phones[code]
			is, has := after.Phones[code]
			if had != has || !equal(was, is) {
				differ[code] = true
			}
		}
	}
	if len(differ) == 0 {
		return sorted(all)
	}
	return sorted(differ)
}

// equal reports whether two values of the phones map are equal. Null equals only null.
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
