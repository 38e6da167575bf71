package armcloud

import (
	"context"
	"fmt"
	"testing"
)

// A row that leaves out whether the instance is online leaves that unknown if the
// service returns it of any instance, then or before. The control is a service that
// never returns it, as the documents of infos have it: there, the state decides.
func TestOmittedOnlineIsUnknown(t *testing.T) {
	lists := map[string]func(context.Context, *Client) (omitted bool, err error){
		"details": func(ctx context.Context, c *Client) (bool, error) {
			page, err := c.PadDetails(ctx, DetailFilter{}, 1, 9)
			return page.Items[0].OnlineOmitted, err
		},
		"infos": func(ctx context.Context, c *Client) (bool, error) {
			page, err := c.PadInfos(ctx, InfoFilter{}, 1, 9)
			return page.Items[0].OnlineOmitted, err
		},
	}
	row := func(fields string) string { return fmt.Sprintf(`{"padCode":"AC1","padStatus":10%s}`, fields) }
	other := `{"padCode":"AC2","padStatus":11,"online":0}`
	for name, c := range map[string]struct {
		pages   []string
		omitted bool // in the first row of the last page
	}{
		"another row has it":        {[]string{row("") + "," + other}, true},
		"an earlier page had it":    {[]string{other, row("")}, true},
		"it had it":                 {[]string{row(`,"online":1`), row(`,"online":null`)}, true},
		"it is odd":                 {[]string{row(`,"online":"maybe"`) + "," + other}, true},
		"control: it has it":        {[]string{row(`,"online":1`) + "," + other}, false},
		"control: no row has it":    {[]string{row("") + "," + row("")}, false},
		"control: never, two pages": {[]string{row(""), row("")}, false},
	} {
		for list, read := range lists {
			t.Run(name+", "+list, func(t *testing.T) {
				var steps []step
				for _, page := range c.pages {
					steps = append(steps, ok(`{"total":2,"pageData":[`+page+`]}`))
				}
				client := newTestClient(t, scripted(steps...), nil)
				var omitted bool
				for range c.pages {
					var err error
					if omitted, err = read(t.Context(), client); err != nil {
						t.Fatal(err)
					}
				}
				if omitted != c.omitted {
					t.Errorf("got omitted %v, want %v", omitted, c.omitted)
				}
			})
		}
	}
}
