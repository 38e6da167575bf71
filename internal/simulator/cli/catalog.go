package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// itemListFlag is a repeatable flag: catalog items to remove.
type itemListFlag struct{ simulator.CatalogItems }

// Set adds an item written as KIND=ID.
func (l *itemListFlag) Set(text string) error {
	kind, id, _ := strings.Cut(text, "=")
	if id == "" {
		return fmt.Errorf("%q must be app=ID, file=ID or image=ID", text)
	}
	switch kind {
	case "app":
		number, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return fmt.Errorf("the id of an app must be a number, not %q", id)
		}
		l.Apps = append(l.Apps, number)
	case "file":
		l.Files = append(l.Files, id)
	case "image":
		l.Images = append(l.Images, id)
	default:
		return fmt.Errorf("%q must be app=ID, file=ID or image=ID", text)
	}
	return nil
}

func (l *itemListFlag) String() string { return "" }

func addCatalogFlags(set *flag.FlagSet, f *controlFlags) {
	set.Var(&f.remove, "remove", "`KIND=ID` to remove: app=101, file=f11e…a001 or image=img-x; can be repeated")
}

// catalogCommand prints the catalog, or removes items from it.
func catalogCommand(ctx context.Context, f *controlFlags, out io.Writer) error {
	if f.remove.Empty() {
		return f.call(ctx, out, http.MethodGet, "catalog", nil)
	}
	return f.call(ctx, out, http.MethodPost, "catalog/remove", map[string]any{"forget": f.remove.CatalogItems})
}

// textListFlag is a repeatable flag of comma-separated values.
type textListFlag struct{ to *[]string }

func (l textListFlag) String() string {
	if l.to == nil {
		return ""
	}
	return strings.Join(*l.to, ",")
}

// Set adds values.
func (l textListFlag) Set(text string) error {
	*l.to = append(*l.to, strings.Split(text, ",")...)
	return nil
}
