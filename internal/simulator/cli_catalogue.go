package simulator

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// Set adds KIND=ID of something that is to leave the catalogue.
func (g *CatalogItems) Set(text string) error {
	kind, id, _ := strings.Cut(text, "=")
	if id == "" {
		return fmt.Errorf("%q is not app=ID, file=ID or image=ID", text)
	}
	switch kind {
	case uploadApp:
		number, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return fmt.Errorf("the id of an app is a number, not %q", id)
		}
		g.Apps = append(g.Apps, number)
	case uploadFile:
		g.Files = append(g.Files, id)
	case uploadImage:
		g.Images = append(g.Images, id)
	default:
		return fmt.Errorf("%q is not app=ID, file=ID or image=ID", text)
	}
	return nil
}

func (g *CatalogItems) String() string { return "" }

func (g *CatalogItems) Empty() bool { return len(g.Apps)+len(g.Files)+len(g.Images) == 0 }

func addCatalogueFlags(set *flag.FlagSet, f *controlFlags) {
	set.Var(&f.remove, "remove", "`KIND=ID` to take out: app=101, file=f11e…a001 or image=img-x; may be repeated")
}

// catalogueCommand prints the catalogue, or takes things out of it.
func catalogueCommand(ctx context.Context, f *controlFlags, out io.Writer) error {
	if f.remove.Empty() {
		return f.call(ctx, out, http.MethodGet, "catalogue", nil)
	}
	return f.call(ctx, out, http.MethodPost, "catalogue/remove", map[string]any{"forget": f.remove})
}

// textList is a flag that may be repeated, or hold several values separated
// by commas.
type textList struct{ to *[]string }

func (l textList) String() string {
	if l.to == nil {
		return ""
	}
	return strings.Join(*l.to, ",")
}

// Set adds values.
func (l textList) Set(text string) error {
	*l.to = append(*l.to, strings.Split(text, ",")...)
	return nil
}
