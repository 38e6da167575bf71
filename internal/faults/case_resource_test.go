package faults

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// resourceCase is what the bench does with a resource. Each case has several objects,
// because equal changes share requests. n is the number of an object, from 1, and that
// of its instance.
type resourceCase struct {
	typeName string
	// variant distinguishes cases of the same resource, "" for the only one.
	variant string
	// level is the API level that has the resource, "" for all.
	level string
	// objects is the number of objects, 2 if it is not set.
	objects int
	// first and second are configurations; second is an update of first.
	first, second func(n int) block
	// truth is the part of the account that the object is about.
	truth func(a *account, n int) string
	// after are the truths, and after2024 those at the API level of 2024 if they differ.
	after     truths
	after2024 *truths
	// importID imports the object, which has no identity.
	importID string
	// names are words of which an error about the object has one.
	names func(n int) []string
}

// truths are the truths after first has been applied, after second has been applied to
// that, and after first has been applied and destroyed.
type truths struct{ first, second, destroy string }

// afterAt returns the truths at an API level.
func (c resourceCase) afterAt(level string) truths {
	if level == simulator.Level2024 && c.after2024 != nil {
		return *c.after2024
	}
	return c.after
}

func (c resourceCase) name() string {
	if c.variant == "" {
		return c.typeName
	}
	return c.typeName + " (" + c.variant + ")"
}

func (c resourceCase) count() int {
	if c.objects == 0 {
		return 2
	}
	return c.objects
}

// configuration returns the configuration of all objects.
func (c resourceCase) configuration(of func(n int) block) configuration {
	all := configuration{}
	for n := 1; n <= c.count(); n++ {
		all[fmt.Sprintf("%s.it[%d]", c.typeName, n)] = resource{c.typeName, of(n)}
	}
	return all
}

// pad returns the pad code of the n-th instance of an account.
func pad(n int) string { return fmt.Sprintf("AC32010%06d", n) }

// of returns the attributes with the pad code of the object.
func of(b block) func(int) block {
	return func(n int) block { return b.with(block{"pad_code": pad(n)}) }
}

func padNames(n int) []string { return []string{pad(n)} }

// account is a simulated account, as cases look at it.
type account struct{ *simulator.Simulator }

func (a *account) instance(n int) simulator.InstanceState {
	state, _ := a.Instance(pad(n))
	return state
}

// byName returns the entries of a map in order, as in "a=1 b=2".
func byName[V any](values map[string]V, text func(V) any) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		all = append(all, fmt.Sprintf("%s=%v", name, text(values[name])))
	}
	return strings.Join(all, " ")
}

func same[V any](v V) any { return v }

func zone(a *account, n int) string { return a.instance(n).TimeZone }

func bandwidth(a *account, n int) string {
	b := a.instance(n).Bandwidth
	return fmt.Sprintf("%v/%v", b.UploadMbps, b.DownloadMbps)
}

func proxy(a *account, n int) string {
	p := a.instance(n).Proxy
	if !p.Enabled {
		return "off"
	}
	return fmt.Sprintf("%s:%d %s %s", p.IP, p.Port, p.Username, p.Password)
}

func apps(a *account, n int) string {
	return byName(a.instance(n).Apps, func(i simulator.InstalledApp) any { return i.VersionCode })
}

func files(a *account, n int) string {
	var all []string
	for _, f := range a.instance(n).Files {
		all = append(all, f.FileID[len(f.FileID)-4:]+" in "+f.Path)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func image(a *account, n int) string { return a.instance(n).ImageID }

func systemProperties(a *account, n int) string {
	return byName(a.instance(n).Properties["system"], same[string])
}

func androidProperties(a *account, n int) string {
	return byName(a.instance(n).AndroidProperties, same[string])
}

// all joins truths.
func all(truths ...func(*account, int) string) func(*account, int) string {
	return func(a *account, n int) string {
		var texts []string
		for _, truth := range truths {
			texts = append(texts, truth(a, n))
		}
		return strings.Join(texts, "; ")
	}
}
