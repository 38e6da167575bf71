package armcloud

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/netip"
	"net/url"
	"strings"
)

// BindPublicIP binds a public IP to the private IP of an instance.
// API document: Binding of public IPs.
var BindPublicIP = &Operation{
	Name:       "bind the public IP",
	Method:     "POST",
	Path:       "/openapi/open/network/bindIp",
	Write:      true,
	Repeatable: true,
	Levels:     Level2024,
}

// UnbindPublicIP unbinds a public IP from the private IP of an instance.
// API document: Unbundling of public IPs.
var UnbindPublicIP = &Operation{
	Name:       "unbind the public IP",
	Method:     "POST",
	Path:       "/openapi/open/network/unbindIp",
	Write:      true,
	Repeatable: true,
	Levels:     Level2024,
}

// GetPublicIP returns the private IPs that a public IP is bound to.
// API document: Get information on specified public network bindings.
var GetPublicIP = &Operation{
	Name:       "read the public IP binding",
	Method:     "GET",
	Path:       "/openapi/open/network/getIP",
	Repeatable: true,
	Levels:     Level2024,
}

// publicIPRequest is a binding. API document: Binding of public IPs,
// Unbundling of public IPs.
type publicIPRequest struct {
	PublicIP string `json:"publicIP"`
	PadIP    string `json:"padIP"`
}

// BindPublicIP binds a public IP to the private IP of an instance. API document:
// Binding of public IPs.
func (c *Client) BindPublicIP(ctx context.Context, publicIP, padIP string) error {
	_, err := c.change(ctx, BindPublicIP, publicIPRequest{publicIP, padIP})
	return err
}

// UnbindPublicIP unbinds a public IP from the private IP of an instance. API
// document: Unbundling of public IPs.
func (c *Client) UnbindPublicIP(ctx context.Context, publicIP, padIP string) error {
	_, err := c.change(ctx, UnbindPublicIP, publicIPRequest{publicIP, padIP})
	return err
}

// PadIPs returns the private IPs that a public IP is bound to, in the order of the
// service, or none if two responses in a row have none. The service returns them in
// CIDR notation; the /32 of a single address is removed. API document: Get information
// on specified public network bindings.
func (c *Client) PadIPs(ctx context.Context, publicIP string) ([]string, error) {
	return unlessEmpty(
		func() ([]string, error) { return c.padIPs(ctx, publicIP) },
		func(bound []string) bool { return len(bound) == 0 })
}

func (c *Client) padIPs(ctx context.Context, publicIP string) ([]string, error) {
	response, err := c.Call(ctx, GetPublicIP, url.Values{"publicIP": {publicIP}})
	if err != nil {
		return nil, err
	}
	lists, err := addressLists(response.Data)
	if err != nil {
		return nil, undecodable(GetPublicIP, response, err)
	}
	var bound []string
	for _, list := range lists {
		addresses, err := addressTexts(list)
		if err != nil {
			return nil, undecodable(GetPublicIP, response, err)
		}
		for _, address := range addresses {
			ip := strings.TrimSuffix(strings.TrimSpace(address), "/32")
			if ip == "" {
				continue
			}
			if !isNetwork(ip) {
				return nil, undecodable(GetPublicIP, response, errNotAnAddress)
			}
			bound = append(bound, ip)
		}
	}
	return Unique(bound), nil
}

// isNetwork reports whether a text is an IP address or a network in CIDR notation.
func isNetwork(text string) bool {
	_, wrongAddress := netip.ParseAddr(text)
	_, wrongPrefix := netip.ParsePrefix(text)
	return wrongAddress == nil || wrongPrefix == nil
}

var errNotAnAddress = errors.New("it is not an IP address")

// addressLists returns the addresses of an object, a list of objects or a bare
// list. The table and the example of the API document differ.
func addressLists(data json.RawMessage) ([]json.RawMessage, error) {
	parts, err := decodeList[json.RawMessage](data)
	if err != nil {
		return nil, err
	}
	var lists []json.RawMessage
	for _, part := range parts {
		if !bytes.HasPrefix(bytes.TrimSpace(part), []byte("{")) {
			lists = append(lists, part)
			continue
		}
		var row struct {
			Addresses json.RawMessage `json:"ipAddresses"`
		}
		if err := json.Unmarshal(part, &row); err != nil {
			return nil, err
		}
		lists = append(lists, row.Addresses)
	}
	return lists, nil
}

// addressTexts decodes a list of addresses, or a single address.
func addressTexts(data json.RawMessage) ([]string, error) {
	if absent(data) {
		return nil, nil
	}
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		text, _, err := scalar(data)
		return []string{text}, err
	}
	list, err := decodeList[flexString](data)
	texts := make([]string, 0, len(list))
	for _, text := range list {
		texts = append(texts, string(text))
	}
	return texts, err
}
