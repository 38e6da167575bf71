package lookup

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// proxyData is the data source armcloud_instance_proxy.
type proxyData struct {
	tfkit.DataSource
}

var _ datasource.DataSourceWithConfigure = (*proxyData)(nil)

// NewProxyData returns the data source armcloud_instance_proxy.
func NewProxyData() datasource.DataSource {
	return &proxyData{DataSource: tfkit.DataSource{Name: "instance_proxy"}}
}

func (d *proxyData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Looks up the IP address from which an instance (cloud phone) reaches the internet, for example to check its proxy.\n\n" +
			"The instance must be running. It looks up its address each time Terraform reads the data source. The API does not return the configuration of the proxy.",
		Attributes: map[string]schema.Attribute{
			tfkit.PadCode: padCodeAttribute(),
			"exit_ip":     schema.StringAttribute{MarkdownDescription: "IP address from which the instance reaches the internet. Null if the result contains none.", Computed: true},
			"raw":         schema.StringAttribute{MarkdownDescription: "Complete result of the lookup. ARMCloud does not document its format.", Computed: true},
		},
	}
}

// Read lets the instance look up its address.
func (d *proxyData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	code, diags := tfkit.GetString(ctx, req.Config, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	var task armcloud.Task
	errs := queryOne(ctx, d.Data.Engine, code, func(ctx context.Context) (err error) {
		task, err = d.Data.Engine.Query(ctx, code, armcloud.GetProxyExit, nil)
		return err
	})
	if addInstanceErrors(&resp.Diagnostics, tfkit.PadCode, "Unable to look up the exit address", errs) {
		return
	}
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("exit_ip"), tfkit.TextOrNull(exitIP(task.Result)))...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("raw"), types.StringValue(task.Result))...)
}

// exitNames are the fields that can contain the exit address, most likely first.
// The API does not document the format.
var exitNames = []string{"ip", "exitip", "publicip", "outip", "egressip", "query", "origin", "ipaddress", "address"}

// exitIP returns the exit address in a result, or "" if there is none. The result is
// JSON with one of the exitNames at any depth, or a text with an address in it.
func exitIP(result string) string {
	var value any
	decoder := json.NewDecoder(bytes.NewReader([]byte(result)))
	if decoder.Decode(&value) != nil || decoder.More() {
		return addressIn(result)
	}
	return exitIn(value)
}

// exitIn is exitIP for decoded JSON.
func exitIn(value any) string {
	switch v := value.(type) {
	case string:
		return addressIn(v)
	case []any:
		for _, element := range v {
			if ip := exitIn(element); ip != "" {
				return ip
			}
		}
	case map[string]any:
		rank := func(name string) int {
			plain := strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name))
			if at := slices.Index(exitNames, plain); at >= 0 {
				return at
			}
			return len(exitNames)
		}
		names := slices.SortedFunc(maps.Keys(v), func(a, b string) int {
			if rank(a) != rank(b) {
				return rank(a) - rank(b)
			}
			return strings.Compare(a, b)
		})
		for _, name := range names {
			_, text := v[name].(string)
			if text && rank(name) == len(exitNames) {
				continue // some other address, such as a name server's
			}
			if ip := exitIn(v[name]); ip != "" {
				return ip
			}
		}
	}
	return ""
}

// addressIn returns the first IP address in a text, or "".
func addressIn(text string) string {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF.:", r) }) {
		if ip, err := netip.ParseAddr(strings.Trim(word, ".")); err == nil {
			return ip.String()
		}
	}
	return ""
}
