package tfkit_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Results fetches no more than the limit and the receiver ask for, makes up for
// objects that have disappeared, and ends with the first error.
func TestResults(t *testing.T) {
	t.Parallel()
	refused := tfkit.ListError("Refused", errors.New("refused"))
	warned := diag.Diagnostics{diag.NewWarningDiagnostic("Careful", "")}
	for _, c := range []struct {
		name              string
		items             int
		limit             int64
		receive           int // 0: all
		found, fetched    diag.Diagnostics
		gone              int // items at the beginning that have disappeared
		want, chunks      []int
		problems, queries int
	}{
		{name: "all", items: 250, limit: 1000, want: []int{0, 250}, chunks: []int{100, 100, 50}, queries: 1},
		{name: "limit", items: 250, limit: 101, want: []int{0, 101}, chunks: []int{100, 1}, queries: 1},
		{name: "limit 1", items: 250, limit: 1, want: []int{0, 1}, chunks: []int{1}, queries: 1},
		{name: "limit 0", items: 250, limit: 0, want: []int{0, 0}},
		{name: "nothing", items: 0, limit: 100, want: []int{0, 0}, queries: 1},
		{name: "receiver stops", items: 250, limit: 250, receive: 3, want: []int{0, 3}, chunks: []int{100}, queries: 1},
		{name: "disappeared", items: 10, limit: 3, gone: 2, want: []int{2, 5}, chunks: []int{3, 2}, queries: 1},
		{name: "not found", items: 10, limit: 3, found: refused, want: []int{0, 0}, problems: 1, queries: 1},
		{name: "found with a warning", items: 2, limit: 3, found: warned, want: []int{0, 2}, chunks: []int{2}, problems: 1, queries: 1},
		{name: "not fetched", items: 250, limit: 250, fetched: refused, want: []int{0, 0}, chunks: []int{100}, problems: 1, queries: 1},
	} {
		queries, problems := 0, 0
		var chunks []int
		var got []string
		find := func() ([]int, diag.Diagnostics) {
			queries++
			items := make([]int, c.items)
			for i := range items {
				items[i] = i
			}
			return items, c.found
		}
		results := func(items []int) ([]list.ListResult, diag.Diagnostics) {
			chunks = append(chunks, len(items))
			var all []list.ListResult
			for _, item := range items {
				if item >= c.gone {
					all = append(all, list.ListResult{DisplayName: fmt.Sprint(item)})
				}
			}
			return all, c.fetched
		}
		for result := range tfkit.Results(c.limit, find, results) {
			problems += len(result.Diagnostics)
			if result.DisplayName != "" {
				got = append(got, result.DisplayName)
			}
			if len(got) == c.receive && c.receive > 0 {
				break
			}
		}
		var want []string
		for i := c.want[0]; i < c.want[1]; i++ {
			want = append(want, fmt.Sprint(i))
		}
		if !slices.Equal(got, want) || !slices.Equal(chunks, c.chunks) || problems != c.problems || queries != c.queries {
			t.Errorf("%s: got %d results in parts of %v with %d diagnostics and %d queries, want %d in %v with %d and %d",
				c.name, len(got), chunks, problems, queries, len(want), c.chunks, c.problems, c.queries)
		}
	}
}
