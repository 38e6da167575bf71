package simulator

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// systemPackages are on every instance and cannot be uninstalled.
var systemPackages = map[string]int64{"android": 33, "com.android.settings": 33}

// shell returns the output of a script. Commands are separated by semicolons, &&
// and newlines; unsupported commands print nothing.
func (s *Simulator) shell(inst *instance, script string) string {
	var out strings.Builder
	for _, words := range parseScript(script) {
		switch {
		case hasPrefixWords(words, "echo"):
			fmt.Fprintln(&out, strings.Join(words[1:], " "))
		case hasPrefixWords(words, "getprop"):
			s.getprop(&out, inst, words[1:])
		case hasPrefixWords(words, "pm", "list", "packages"), hasPrefixWords(words, "cmd", "package", "list", "packages"):
			listPackages(&out, inst, words)
		case hasPrefixWords(words, "settings", "get") && len(words) == 4:
			fmt.Fprintln(&out, s.setting(inst, words[3]))
		}
	}
	return out.String()
}

// parseScript splits a script into commands and words, without quotes.
func parseScript(script string) [][]string {
	var commands [][]string
	separate := strings.NewReplacer("&&", "\n", ";", "\n")
	for _, line := range strings.Split(separate.Replace(script), "\n") {
		words := strings.Fields(line)
		for i, word := range words {
			words[i] = strings.Trim(word, `'"`)
		}
		commands = append(commands, words)
	}
	return commands
}

func hasPrefixWords(words []string, with ...string) bool {
	return len(words) >= len(with) && slices.Equal(words[:len(with)], with)
}

// getprop prints one system property, or all of them if there is no name. For a
// missing property it prints the default or an empty line.
func (s *Simulator) getprop(out *strings.Builder, inst *instance, names []string) {
	shown := s.visibleProperties(inst)[listSystem]
	if len(names) > 0 {
		value := shown[names[0]]
		if value == "" && len(names) > 1 {
			value = names[1]
		}
		fmt.Fprintln(out, value)
		return
	}
	for _, name := range slices.Sorted(maps.Keys(shown)) {
		fmt.Fprintf(out, "[%s]: [%s]\n", name, shown[name])
	}
}

// listPackages prints the installed packages. The flag -3 excludes system
// packages.
func listPackages(out *strings.Builder, inst *instance, words []string) {
	versions := map[string]int64{}
	if !slices.Contains(words, "-3") {
		maps.Copy(versions, systemPackages)
	}
	for name, a := range inst.settings.Apps {
		versions[name] = a.VersionCode
	}
	filter := words[len(words)-1]
	if filter == "packages" || strings.HasPrefix(filter, "-") {
		filter = ""
	}
	for _, name := range slices.Sorted(maps.Keys(versions)) {
		if !strings.Contains(name, filter) {
			continue
		}
		fmt.Fprintf(out, "package:%s", name)
		if slices.Contains(words, "--show-versioncode") {
			fmt.Fprintf(out, " versionCode:%d", versions[name])
		}
		fmt.Fprintln(out)
	}
}

// setting returns what "settings get" prints for a name, in any namespace.
func (s *Simulator) setting(inst *instance, name string) string {
	if value, there := s.visibleProperties(inst)[listSetting][name]; there {
		return value
	}
	return "null"
}
