// Command page shows and checks pages in a headless Chromium.
//
//	page check PROVIDER                              checks the page of the simulator
//	page shoot [FLAGS] URL FILE                      takes a picture, with at most 256 colors
//	page render [-root FOLDER] FILE.md               writes a registry page as HTML to standard output
//
// check exits with 3 if there is no Chromium.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Args[1:])
	switch {
	case err == nil:
		return
	case errors.Is(err, errNoBrowser):
		fmt.Fprintln(os.Stderr, "page:", err)
		os.Exit(3)
	}
	fmt.Fprintln(os.Stderr, "page:", err)
	os.Exit(1)
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errors.New("usage: page check|shoot|render")
	}
	flags := flag.NewFlagSet("page "+args[0], flag.ContinueOnError)
	switch args[0] {
	case "check":
		if err := parse(flags, args[1:], 1); err != nil {
			return err
		}
		return check(ctx, flags.Arg(0))
	case "shoot":
		dark := flags.Bool("dark", false, "prefer dark colors")
		size := flags.String("size", "1200x900", "size of the picture")
		until := flags.String("until", "true", "expression in JavaScript that must be true first")
		if err := parse(flags, args[1:], 2); err != nil {
			return err
		}
		return shoot(ctx, flags.Arg(0), flags.Arg(1), *size, *until, *dark)
	case "render":
		root := flags.String("root", ".", "folder of the repository, for pictures")
		if err := parse(flags, args[1:], 1); err != nil {
			return err
		}
		return render(os.Stdout, flags.Arg(0), *root)
	}
	return fmt.Errorf("unknown command %q", args[0])
}

func parse(flags *flag.FlagSet, args []string, count int) error {
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != count {
		return fmt.Errorf("%s: got %d arguments, want %d", flags.Name(), flags.NArg(), count)
	}
	return nil
}
