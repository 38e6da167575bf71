package simulator

import (
	"crypto/md5" //nolint:gosec // the service uses MD5 sums
	"encoding/hex"
	"fmt"
	"path"
	"strconv"
	"strings"
)

// parsePackage derives from a file name what a real package would contain. The
// package name ends at the last hyphen if a digit follows it; the version name
// comes after it and defaults to 1.0. The version code is 100 times the first
// number of the version plus the second, so com.example.kiosk-3.0.apk has code 300.
// A name without dots becomes com.example.NAME. The app name is the last part of
// the package name. A file name that contains "broken" is an error.
func parsePackage(file string) (App, error) {
	stem := strings.TrimSuffix(file, path.Ext(file))
	if !strings.EqualFold(path.Ext(file), ".apk") {
		stem = file
	}
	if stem == "" || containsWord(file, "broken") {
		return App{}, fmt.Errorf("parsing failed: %q is not an app package", file)
	}
	name, version := stem, "1.0"
	if at := strings.LastIndexByte(stem, '-'); at > 0 && at+1 < len(stem) && isDigit(stem[at+1]) {
		name, version = stem[:at], stem[at+1:]
	}
	name = strings.Map(func(c rune) rune {
		if c == '.' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return c
		}
		return '_'
	}, name)
	if !strings.Contains(name, ".") {
		name = "com.example." + name
	}
	last := name[strings.LastIndexByte(name, '.')+1:]
	if last != "" {
		last = strings.ToUpper(last[:1]) + last[1:]
	}
	return App{PackageName: name, Name: last, VersionName: version, VersionCode: versionCode(version)}, nil
}

func versionCode(version string) int64 {
	first, rest, _ := strings.Cut(version, ".")
	second, _, _ := strings.Cut(rest, ".")
	return 100*leadingNumber(first) + leadingNumber(second)
}

// leadingNumber returns the number at the start of a text, of at most nine digits,
// or 0.
func leadingNumber(text string) int64 {
	end := 0
	for end < len(text) && end < 9 && isDigit(text[end]) {
		end++
	}
	n, err := strconv.ParseInt(text[:end], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// contentMD5 returns a made-up MD5 of the content at a URL.
func contentMD5(address string) string {
	sum := md5.Sum([]byte(address)) //nolint:gosec // the service uses MD5 sums
	return hex.EncodeToString(sum[:])
}
