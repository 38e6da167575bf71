package simulator

import (
	"fmt"
	"net"
	"strconv"
	"strings"
)

// read takes one SETTING=VALUE of the command line.
func (d *DriftSet) read(name, value string) error {
	kind, rest, dotted := strings.Cut(name, ".")
	if dotted && rest != "" {
		return d.readDotted(kind, rest, value)
	}
	switch name {
	case "time_zone":
		d.TimeZone = &value
	case "language":
		d.Language = &value
	case "image":
		d.Image = &value
	case "location":
		latitude, longitude, err := twoNumbers(name, value)
		d.Location = &Location{latitude, longitude}
		return err
	case "bandwidth":
		up, down, err := twoNumbers(name, value)
		d.Bandwidth = &Bandwidth{up, down}
		return err
	case "adb":
		if value != "on" && value != "off" {
			return fmt.Errorf("adb %q is neither on nor off", value)
		}
		open := value == "on"
		d.ADB = &open
	case "proxy":
		return d.readProxy(value)
	default:
		return fmt.Errorf("unknown setting %q", name)
	}
	return nil
}

// readDotted takes a setting that names one thing among several.
func (d *DriftSet) readDotted(kind, name, value string) error {
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
			return fmt.Errorf("app %q has %q, which is neither a version code nor none", name, value)
		}
		if d.Apps == nil {
			d.Apps = map[string]int64{}
		}
		d.Apps[name] = code
	case kind == "reported" && property != "" && oneOf(list, listModem, listSystem, listSetting, listOAID):
		d.Reported = d.Reported.write(list, map[string]string{property: value})
	case oneOf(kind, listModem, listSystem, listSetting, listOAID):
		d.Properties = d.Properties.write(kind, map[string]string{name: value})
	default:
		return fmt.Errorf("unknown setting %q", kind+"."+name)
	}
	return nil
}

func (d *DriftSet) readProxy(value string) error {
	if value == "off" {
		d.Proxy = &Proxy{}
		return nil
	}
	host, port, err := net.SplitHostPort(value)
	number, err2 := strconv.Atoi(port)
	if err != nil || err2 != nil {
		return fmt.Errorf("proxy %q is neither off nor host:port", value)
	}
	d.Proxy = &Proxy{Enabled: true, IP: host, Port: number}
	return nil
}

func twoNumbers(name, value string) (first, second float64, err error) {
	left, right, _ := strings.Cut(value, ",")
	first, err1 := strconv.ParseFloat(left, 64)
	second, err2 := strconv.ParseFloat(right, 64)
	if err1 != nil || err2 != nil {
		return 0, 0, fmt.Errorf("%s %q is not two numbers, such as 1,2", name, value)
	}
	return first, second, nil
}
