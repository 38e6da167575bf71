package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"slices"
)

// maxColors is the most colors of a picture with a palette.
const maxColors = 256

// shoot takes a picture of a page once a condition is true, and writes it to a file.
func shoot(ctx context.Context, url, file, size, until string, dark bool) error {
	var width, height int
	if _, err := fmt.Sscanf(size, "%dx%d", &width, &height); err != nil {
		return fmt.Errorf("size %q is not WIDTHxHEIGHT", size)
	}
	b, err := startBrowser(ctx, width, height)
	if err != nil {
		return err
	}
	defer b.close()
	if dark {
		if err := b.dark(); err != nil {
			return err
		}
	}
	if err := b.open(url); err != nil {
		return err
	}
	if err := b.await("Boolean("+until+")", true); err != nil {
		return err
	}
	data, err := b.shoot()
	if err != nil {
		return err
	}
	if data, err = reduceColors(data); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644) //nolint:gosec // a picture for everyone
}

// reduceColors returns a PNG with the most frequent colors of another one. A page has
// few colors, and its smooth letters have shades of them, so the difference is hard to
// see, while the file is a third as long.
func reduceColors(data []byte) ([]byte, error) {
	full, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	bounds, counts := full.Bounds(), map[color.RGBA]int{}
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(full.At(x, y)).(color.RGBA) }
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			counts[at(x, y)]++
		}
	}
	// Compare the colors too, so that equal pages result in equal files.
	frequent := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	palette := color.Palette{}
	for _, c := range frequent[:min(len(frequent), maxColors)] {
		palette = append(palette, c)
	}
	reduced, nearest := image.NewPaletted(bounds, palette), map[color.RGBA]uint8{}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			c := at(x, y)
			i, known := nearest[c]
			if !known {
				i = uint8(palette.Index(c)) //nolint:gosec // below maxColors
				nearest[c] = i
			}
			reduced.SetColorIndex(x, y, i)
		}
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, reduced)
	return out.Bytes(), err
}
