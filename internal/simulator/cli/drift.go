package cli

import (
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// driftValues collects the SETTING=VALUE arguments of one command.
type driftValues struct{ simulator.DriftSet }

// set sets one SETTING=VALUE.
func (d *driftValues) set(name, value string) error {
	kind, rest, dotted := strings.Cut(name, ".")
	if dotted && rest != "" {
		return d.setDotted(kind, rest, value)
	}
	switch name {
	case "time_zone":
		d.TimeZone = &value
	case "language":
		d.Language = &value
	case "image":
		d.Image = &value
	case "location":
		latitude, longitude, err := parseTwoNumbers(name, value)
		d.Location = &simulator.Location{Latitude: latitude, Longitude: longitude}
		return err
	case "bandwidth":
		up, down, err := parseTwoNumbers(name, value)
		d.Bandwidth = &simulator.Bandwidth{UploadMbps: up, DownloadMbps: down}
		return err
	case "adb":
		if value != "on" && value != "off" {
			return fmt.Errorf("adb %q must be on or off", value)
		}
		open := value == "on"
		d.ADB = &open
	case "proxy":
		return d.setProxy(value)
	default:
		return fmt.Errorf("unknown setting %q", name)
	}
	return nil
}

// setDotted sets one value of a setting that has several, such as sim.imei.
func (d *driftValues) setDotted(kind, name, value string) error {
	list, property, _ := strings.Cut(name, ".")
	switch {
	case kind == "sim":
		if d.SIM == nil {
			d.SIM = map[string]string{}
		}
		d.SIM[name] = value
	case kind == "app":
		code, err := strconv.ParseInt(value, 10, 64)
		if value == "none" {
			code, err = 0, nil
		}
		if err != nil || code == 0 && value != "none" {
			return fmt.Errorf("app %q: %q must be a version code or none", name, value)
		}
		if d.Apps == nil {
			d.Apps = map[string]int64{}
		}
		d.Apps[name] = code
	case kind == "reported" && property != "" && slices.Contains(simulator.PropertyLists(), list):
		setProperty(&d.Reported, list, property, value)
	case slices.Contains(simulator.PropertyLists(), kind):
		setProperty(&d.Properties, kind, name, value)
	default:
		return fmt.Errorf("unknown setting %q", kind+"."+name)
	}
	return nil
}

func (d *driftValues) setProxy(value string) error {
	if value == "off" {
		d.Proxy = &simulator.Proxy{}
		return nil
	}
	host, port, err := net.SplitHostPort(value)
	number, err2 := strconv.Atoi(port)
	if err != nil || err2 != nil {
		return fmt.Errorf("proxy %q must be off or host:port", value)
	}
	d.Proxy = &simulator.Proxy{Enabled: true, IP: host, Port: number}
	return nil
}

func parseTwoNumbers(name, value string) (first, second float64, err error) {
	left, right, _ := strings.Cut(value, ",")
	first, err1 := strconv.ParseFloat(left, 64)
	second, err2 := strconv.ParseFloat(right, 64)
	if err1 != nil || err2 != nil {
		return 0, 0, fmt.Errorf("%s %q must be two numbers, such as 1,2", name, value)
	}
	return first, second, nil
}

func setProperty(to *simulator.Properties, list, name, value string) {
	if *to == nil {
		*to = simulator.Properties{}
	}
	if (*to)[list] == nil {
		(*to)[list] = map[string]string{}
	}
	(*to)[list][name] = value
}
