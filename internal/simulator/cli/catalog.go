package cli

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// newCatalog returns the command that prints the catalog, or removes items from it.
func newCatalog() *cobra.Command {
	var r remote
	var remove []string
	command := &cobra.Command{
		Use:     "catalog",
		Aliases: []string{"catalogue"}, // its name in earlier versions
		Short:   "Show apps, files and images, or remove some",
		Long: `Show the apps, files and images of the account, or remove some of them.

A new account has:

  apps    101 com.example.kiosk 1.0 (code 100)   102 com.example.kiosk 2.0 (code 200)
          5000000103 com.example.counter 1.0 (code 10)
          104 com.example.broken: its installation fails
          105 com.example.gone: not available, refused
  files   f11e000000000000000000000000a001 wallpaper.png    …a002 config.json
          …a003 kiosk.apk (app 101)    …a004 broken.bin: cannot be downloaded
  images  img-android13-a  img-android13-b, and those of the instances
          img-android14-a: another Android version, which instances refuse`,
		Example: examples("simulate catalog", "simulate catalog -remove app=101 -remove image=img-android13-b"),
		Args:    noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if len(remove) == 0 {
				return r.call(command, http.MethodGet, "catalog", nil)
			}
			items, err := parseItems(remove)
			if err != nil {
				return usageError{err}
			}
			return r.call(command, http.MethodPost, "catalog/remove", map[string]any{"forget": items})
		},
	}
	command.Flags().StringArrayVar(&remove, "remove", nil, "`KIND=ID` to remove: app=101, file=f11e…a001 or image=img-x; can be repeated")
	r.addFlag(command)
	return command
}

// parseItems parses items of the catalog written as KIND=ID.
func parseItems(texts []string) (items simulator.CatalogItems, err error) {
	for _, text := range texts {
		kind, id, _ := strings.Cut(text, "=")
		switch {
		case id != "" && kind == "app":
			number, err := strconv.ParseInt(id, 10, 64)
			if err != nil {
				return items, fmt.Errorf("the id of an app must be a number, not %q", id)
			}
			items.Apps = append(items.Apps, number)
		case id != "" && kind == "file":
			items.Files = append(items.Files, id)
		case id != "" && kind == "image":
			items.Images = append(items.Images, id)
		default:
			return items, fmt.Errorf("%q must be app=ID, file=ID or image=ID", text)
		}
	}
	return items, nil
}

// uploadsTopic is a help topic, not a command.
var uploadsTopic = &cobra.Command{
	Use:     "uploads",
	GroupID: groupOther,
	Short:   "What becomes of an upload",
	Long: `Uploads are not downloaded. The URL decides the result:

  https://x/com.example.kiosk-3.0.apk   com.example.kiosk 3.0, code 300: a hundred
                                        times the first number plus the second
  unreachable anywhere in the URL       the download fails
  corrupt in the last segment           the MD5 sum is wrong
  broken in the last segment            an app that cannot be parsed or, without parsing,
                                        installed; a file that instances cannot download;
                                        an image that cannot be unpacked`,
}
