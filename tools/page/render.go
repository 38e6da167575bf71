package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
)

// repository is where the registry's pages load pictures from.
const repository = "https://raw.githubusercontent.com/armcloud/terraform-provider-armcloud/main/"

//go:embed registry.html
var registryHTML string

var registry = template.Must(template.New("registry").Parse(registryHTML))

// frontMatter is the header of a page.
var frontMatter = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)

// callout is a paragraph that a registry shows as a box.
var callout = regexp.MustCompile(`<p>(-&gt;|~&gt;|!&gt;) `)

// render writes a registry page as HTML, similar to what a registry shows. Pictures of
// the repository are loaded from a folder.
func render(out io.Writer, file, root string) error {
	text, err := os.ReadFile(file) //nolint:gosec // the caller names it
	if err != nil {
		return err
	}
	markdown := goldmark.New(
		goldmark.WithExtensions(extension.GFM),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		goldmark.WithRendererOptions(html.WithUnsafe()), // the pages have anchors in HTML
	)
	folder, err := fileURL(root)
	if err != nil {
		return err
	}
	text = bytes.ReplaceAll(frontMatter.ReplaceAll(text, nil), []byte(repository), []byte(folder+"/"))
	var body strings.Builder
	if err := markdown.Convert(text, &body); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	content := callout.ReplaceAllString(body.String(), `<p class="note">`)
	return registry.Execute(out, map[string]any{"Title": file, "Body": template.HTML(content)}) //nolint:gosec // our own pages
}
