package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// usageTemplate is what follows the description of a command in its help. It differs
// from the library's own in the groups of flags.
const usageTemplate = `Usage:{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} COMMAND{{end}}{{if .HasExample}}

Examples:
{{.Example}}{{end}}{{$all := .Commands}}{{range $group := .Groups}}

{{.Title}}{{range $all}}{{if (and (eq .GroupID $group.ID) (or .IsAvailableCommand .IsAdditionalHelpTopicCommand (eq .Name "help")))}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if and .HasAvailableSubCommands (eq (len .Groups) 0)}}

Commands:{{range $all}}{{if (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{flagUsages .LocalFlags | trimTrailingWhitespaces}}
{{if .HasAvailableSubCommands}}
Run '{{.CommandPath}} COMMAND --help' for the help of a command.{{end}}
Flags may also be written with one dash.
`

func init() { cobra.AddTemplateFunc("flagUsages", flagUsages) }

// flagGroup is the annotation of a flag that holds the title of its group.
const flagGroup = "group"

// group puts all flags that have no group yet into one.
func group(flags *pflag.FlagSet, title string) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Annotations[flagGroup] == nil {
			_ = flags.SetAnnotation(f.Name, flagGroup, []string{title}) // the flag exists
		}
	})
}

// maxDistance is how many letters a suggested name may differ in.
const maxDistance = 2

// helpWidth is the most columns of the help of flags.
const helpWidth = 100

// flagUsages returns the help of flags by group, in the order of their definition.
func flagUsages(flags *pflag.FlagSet) string {
	var titles []string
	groups := map[string]*pflag.FlagSet{}
	flags.VisitAll(func(f *pflag.Flag) {
		title := "Flags:"
		if names := f.Annotations[flagGroup]; len(names) > 0 {
			title = names[0]
		}
		if groups[title] == nil {
			titles = append(titles, title)
			groups[title] = pflag.NewFlagSet(title, pflag.ContinueOnError)
			groups[title].SortFlags = false
		}
		groups[title].AddFlag(f)
	})
	var text strings.Builder
	for _, title := range titles {
		text.WriteString("\n\n" + title + "\n" + strings.TrimRight(groups[title].FlagUsagesWrapped(helpWidth), "\n"))
	}
	return text.String()
}

// flagError turns a mistake in the flags into a usage error. It suggests a flag if the
// flag is unknown.
func flagError(command *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return usageError{err}
	}
	// Let the library look for similar commands among the flags.
	names := &cobra.Command{SuggestionsMinimumDistance: maxDistance}
	command.Flags().VisitAll(func(f *pflag.Flag) {
		names.AddCommand(&cobra.Command{Use: f.Name, Run: func(*cobra.Command, []string) {}})
	})
	var similar []string
	for _, name := range names.SuggestionsFor(unknown.GetSpecifiedName()) {
		similar = append(similar, "--"+name)
	}
	return usageErrorf("%w%s", err, didYouMean(similar))
}

func didYouMean(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(names, " or ") + "?"
}

// twoDashes returns the arguments with two dashes in front of each flag. The library
// reads one dash as a list of flags of one letter; Terraform's users type one dash.
func twoDashes(root *cobra.Command, args []string) []string {
	command, result := root, make([]string, 0, len(args))
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			return append(result, args[i:]...)
		}
		if len(arg) > 2 && arg[0] == '-' && arg[1] != '-' {
			arg = "-" + arg
		}
		result = append(result, arg)
		name, isFlag := strings.CutPrefix(arg, "--")
		if !isFlag {
			if next := childOf(command, arg); next != nil {
				command = next
			}
			continue
		}
		// The value of a flag may begin with a dash.
		if f := command.Flags().Lookup(name); f != nil && f.NoOptDefVal == "" && i+1 < len(args) {
			i++
			result = append(result, args[i])
		}
	}
	return result
}

// childOf returns the command of another one with a name, or nil.
func childOf(command *cobra.Command, name string) *cobra.Command {
	for _, child := range command.Commands() {
		if child.Name() == name || child.HasAlias(name) {
			return child
		}
	}
	return nil
}
