package cli

import (
	"net/http"
	"strings"

	"github.com/spf13/cobra"
)

// targets are the instances that a command concerns.
type targets struct {
	remote
	pads []string
}

// addFlags adds the flags for the instances and the endpoint.
func (t *targets) addFlags(command *cobra.Command) {
	command.Flags().StringSliceVar(&t.pads, "pad", nil, "pad `CODE` of an instance; can be repeated")
	t.addFlag(command)
}

func (t *targets) check() error {
	if len(t.pads) == 0 {
		return usageErrorf("--pad is missing")
	}
	return nil
}

func newInstance() *cobra.Command {
	var t targets
	command := &cobra.Command{
		Use:     "phone",
		Short:   "Show the state of instances (cloud phones)",
		Long:    "Show the state of instances, including what the API does not return.",
		Example: examples("simulate phone -pad AC32010000001", "simulate phone -pad AC32010000001,AC32010000002"),
		Args:    noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := t.check(); err != nil {
				return err
			}
			for _, code := range t.pads {
				if err := t.call(command, http.MethodGet, "phones/"+code, nil); err != nil {
					return err
				}
			}
			return nil
		},
	}
	t.addFlags(command)
	return command
}

func newOnline() *cobra.Command {
	return newConnection("online", "Bring instances back online", "Bring instances back online. Their tasks continue.", true)
}

func newOffline() *cobra.Command {
	return newConnection("offline", "Take instances offline", "Take instances offline. Their tasks wait, including a task that was running.", false)
}

func newConnection(name, short, long string, online bool) *cobra.Command {
	var t targets
	command := &cobra.Command{
		Use:     name,
		Short:   short,
		Long:    long,
		Example: examples("simulate " + name + " -pad AC32010000001"),
		Args:    noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := t.check(); err != nil {
				return err
			}
			return t.call(command, http.MethodPost, "online", map[string]any{"padCodes": t.pads, "online": online})
		},
	}
	t.addFlags(command)
	return command
}

func newDrift() *cobra.Command {
	var t targets
	command := &cobra.Command{
		Use:   "drift SETTING=VALUE ...",
		Short: "Change settings of instances",
		Long: `Change settings of instances as if made elsewhere, without a request to the API.

  time_zone=Asia/Tokyo        language=de-DE, or de
  location=52.5,13.4          bandwidth=1,2 (up, down in Mbit/s)
  proxy=off                   proxy=47.76.241.5:1080
  adb=on, or off              image=img-android13-b
  sim.imei=868034031518269    also every other field of updateSIM
  app.com.example.kiosk=100   a version code, or none
  system.ro.build.id=X        also modem., setting. and oaid.
  reported.system.NAME=X      the value reported from now on, regardless of the
                              real one; empty: none is reported`,
		Example: examples(
			"simulate drift -pad AC32010000001 time_zone=Asia/Tokyo",
			"simulate drift -pad AC32010000001,AC32010000002 proxy=off bandwidth=1,2"),
		RunE: func(command *cobra.Command, args []string) error {
			if err := t.check(); err != nil {
				return err
			}
			if len(args) == 0 {
				return usageErrorf("SETTING=VALUE is missing")
			}
			var set driftValues
			for _, arg := range args {
				name, value, found := strings.Cut(arg, "=")
				if !found {
					return usageErrorf("%q is not SETTING=VALUE", arg)
				}
				if err := set.set(name, value); err != nil {
					return usageError{err}
				}
			}
			return t.call(command, http.MethodPost, "drift", map[string]any{"padCodes": t.pads, "set": set.DriftSet})
		},
	}
	t.addFlags(command)
	return command
}
