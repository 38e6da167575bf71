package simulator

import (
	"crypto/md5" //nolint:gosec // the service uses MD5 sums
	"encoding/hex"
	"fmt"
	"path"
	"strconv"
	"strings"
)

// parsePackage reads from a file name what a real package would tell: the
// package name before the last hyphen, the version name after it, 1.0 where there is
// none. com.example.kiosk-3.0.apk is version 3.0 with the code 300: a hundred
// times the first number, and the second. A name without dots becomes
// com.example.NAME. The name of the app is the last part of the package.
// Files whose name contains "broken" are no packages.
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

// leadingNumber is the digits at the start of a text, nine at most; 0: none.
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

// contentMD5 stands for the MD5 of what an address leads to.
func contentMD5(address string) string {
	sum := md5.Sum([]byte(address)) //nolint:gosec // the service tells MD5 sums
	return hex.EncodeToString(sum[:])
}
