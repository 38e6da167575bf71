package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// accountFlags are the flags of commands that do not concern instances.
type accountFlags struct {
	url    string
	types  idListFlag
	remove bool
	bind   string
	unbind string
}

// idListFlag is a repeatable flag of numbers.
type idListFlag []int

func (l *idListFlag) String() string { return fmt.Sprint([]int(*l)) }

// Set adds comma-separated numbers.
func (l *idListFlag) Set(text string) error {
	for _, word := range strings.Split(text, ",") {
		id, err := strconv.Atoi(word)
		if err != nil {
			return fmt.Errorf("%q is not a number", word)
		}
		*l = append(*l, id)
	}
	return nil
}

func addCallbackFlags(set *flag.FlagSet, f *controlFlags) {
	set.StringVar(&f.account.url, "set", "", "`URL` to send callbacks to")
	set.Var(&f.account.types, "type", "`id` of a callback type, with -set; can be repeated; default: all")
	set.BoolVar(&f.account.remove, "delete", false, "remove the callback")
}

func addPublicIPFlags(set *flag.FlagSet, f *controlFlags) {
	set.StringVar(&f.account.bind, "bind", "", "bind an address to an instance: `IP=CODE`")
	set.StringVar(&f.account.unbind, "unbind", "", "`IP` to unbind")
}

func callbacksCommand(ctx context.Context, f *controlFlags, out io.Writer) error {
	a := f.account
	switch {
	case a.url != "" && a.remove:
		return usageErrorf("-set and -delete cannot be combined")
	case a.url == "" && len(a.types) > 0:
		return usageErrorf("-type needs -set")
	case a.url != "" || a.remove:
		return f.call(ctx, out, http.MethodPost, "callbacks", map[string]any{"url": a.url, "typeIds": a.types})
	}
	return f.call(ctx, out, http.MethodGet, "callbacks", nil)
}

func publicIPsCommand(ctx context.Context, f *controlFlags, out io.Writer) error {
	a := f.account
	if a.bind != "" && a.unbind != "" {
		return usageErrorf("-bind and -unbind cannot be combined")
	}
	if a.bind == "" && a.unbind == "" {
		return f.call(ctx, out, http.MethodGet, "public-ips", nil)
	}
	address, code := a.unbind, ""
	if a.bind != "" {
		var found bool
		if address, code, found = strings.Cut(a.bind, "="); !found || code == "" {
			return usageErrorf("-bind %q is not IP=CODE", a.bind)
		}
	}
	return f.call(ctx, out, http.MethodPost, "public-ips", map[string]any{"publicIp": address, "padCode": code})
}

func blacklistsCommand(ctx context.Context, f *controlFlags, out io.Writer) error {
	return f.call(ctx, out, http.MethodGet, "blacklists", nil)
}
