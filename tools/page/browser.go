package main

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// patience is how long a condition in the browser may take to come true.
const patience = 30 * time.Second

// errNoBrowser is returned by startBrowser if there is no Chromium.
var errNoBrowser = errors.New("no Chromium on PATH")

// browser is a headless Chromium with one page. It is driven through the pipes of
// --remote-debugging-pipe: messages are JSON, each with a zero byte at its end.
type browser struct {
	command *exec.Cmd
	profile string
	in      *os.File
	out     *bufio.Reader
	session string
	lastID  int
	failed  bool // a condition did not come true, so no other one is awaited
	// errors are messages of the page: exceptions, and what the policy has blocked.
	errors []string
}

// message is a command, its response or an event.
type message struct {
	ID        int             `json:"id,omitempty"`
	Method    string          `json:"method,omitempty"`
	SessionID string          `json:"sessionId,omitempty"`
	Params    any             `json:"params,omitempty"`
	Result    json.RawMessage `json:"result,omitempty"`
	Error     *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

func findBrowser() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errNoBrowser
}

// startBrowser starts Chromium with a page of a size in pixels.
func startBrowser(ctx context.Context, width, height int) (*browser, error) {
	path, err := findBrowser()
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "page-")
	if err != nil {
		return nil, err
	}
	childIn, in, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	out, childOut, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	flags := []string{
		"--headless=new", "--remote-debugging-pipe", "--user-data-dir=" + profile, "--no-first-run", "--disable-gpu",
		"--hide-scrollbars", "--force-color-profile=srgb", "--disable-background-networking", "--disable-dev-shm-usage",
	}
	if os.Geteuid() == 0 {
		flags = append(flags, "--no-sandbox") // Chromium refuses to run as root with it
	}
	b := &browser{command: exec.CommandContext(ctx, path, flags...), profile: profile, in: in, out: bufio.NewReader(out)} //nolint:gosec // found on PATH
	b.command.ExtraFiles = []*os.File{childIn, childOut}
	if err := b.command.Start(); err != nil {
		return nil, err
	}
	_, _ = childIn.Close(), childOut.Close()
	return b, b.openPage(width, height)
}

func (b *browser) openPage(width, height int) error {
	var target struct {
		ID string `json:"targetId"`
	}
	if err := b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target); err != nil {
		return err
	}
	var attached struct {
		SessionID string `json:"sessionId"`
	}
	if err := b.call("Target.attachToTarget", map[string]any{"targetId": target.ID, "flatten": true}, &attached); err != nil {
		return err
	}
	b.session = attached.SessionID
	for _, domain := range []string{"Page", "Runtime", "Log"} {
		if err := b.call(domain+".enable", nil, nil); err != nil {
			return err
		}
	}
	return b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
}

func (b *browser) close() {
	_ = b.call("Browser.close", nil, nil)
	_ = b.command.Wait()
	_ = os.RemoveAll(b.profile)
}

// call sends a command and decodes its result, unless result is nil.
func (b *browser) call(method string, params, result any) error {
	b.lastID++
	text, err := json.Marshal(message{ID: b.lastID, Method: method, SessionID: b.session, Params: params})
	if err != nil {
		return err
	}
	if _, err := b.in.Write(append(text, 0)); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	for {
		text, err := b.out.ReadBytes(0)
		if err != nil {
			return fmt.Errorf("%s: Chromium ended: %w", method, err)
		}
		var m message
		if err := json.Unmarshal(text[:len(text)-1], &m); err != nil {
			return fmt.Errorf("%s: %w", method, err)
		}
		switch {
		case m.ID == b.lastID && m.Error != nil:
			return fmt.Errorf("%s: %s", method, m.Error.Message)
		case m.ID == b.lastID && result != nil:
			return json.Unmarshal(m.Result, result)
		case m.ID == b.lastID:
			return nil
		case m.Method == "Runtime.exceptionThrown" || m.Method == "Log.entryAdded":
			params, _ := json.Marshal(m.Params) // it was just decoded
			b.errors = append(b.errors, string(params))
		}
	}
}

// eval returns the value of an expression in the page.
func (b *browser) eval(expression string) (any, error) {
	var result struct {
		Result struct {
			Value any `json:"value"`
		} `json:"result"`
		Exception *struct {
			Text string `json:"text"`
		} `json:"exceptionDetails"`
	}
	params := map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true}
	if err := b.call("Runtime.evaluate", params, &result); err != nil {
		return nil, err
	}
	if result.Exception != nil {
		return nil, fmt.Errorf("%s: %s", expression, result.Exception.Text)
	}
	return result.Result.Value, nil
}

// await waits until an expression has a value. After a failure, it returns at once.
func (b *browser) await(expression string, want any) error {
	if b.failed {
		return nil
	}
	deadline := time.Now().Add(patience)
	for {
		got, err := b.eval(expression)
		if err == nil && got == want {
			return nil
		}
		if time.Now().After(deadline) {
			b.failed = true
			return errors.Join(fmt.Errorf("%s: got %v, want %v within %s", expression, got, want, patience), err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// open loads a page.
func (b *browser) open(url string) error {
	if err := b.call("Page.navigate", map[string]any{"url": url}, nil); err != nil {
		return err
	}
	address, err := json.Marshal(url)
	if err != nil {
		return err
	}
	return b.await("location.href === "+string(address)+" && document.readyState", "complete")
}

// shoot returns a picture of what the page shows, as PNG.
func (b *browser) shoot() ([]byte, error) {
	var result struct {
		Data string `json:"data"`
	}
	if err := b.call("Page.captureScreenshot", map[string]any{"format": "png"}, &result); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(result.Data)
}

// dark makes the page prefer dark colors.
func (b *browser) dark() error {
	features := []map[string]string{{"name": "prefers-color-scheme", "value": "dark"}}
	return b.call("Emulation.setEmulatedMedia", map[string]any{"features": features}, nil)
}

// fileURL returns the URL of a file.
func fileURL(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	return "file://" + absolute, err
}
