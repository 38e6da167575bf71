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

// proxyData is the data source armcloud_instance_proxy: where a phone reaches
// the internet from.
type proxyData struct {
	tfkit.DataSource
}

// NewProxyData makes the data source armcloud_instance_proxy.
func NewProxyData() datasource.DataSource {
	return &proxyData{DataSource: tfkit.DataSource{Name: "instance_proxy"}}
}

func (d *proxyData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The address from which one cloud phone reaches the internet, as the phone itself finds it: a check of its proxy, " +
			"whose configuration the API cannot show. The phone must be running; it looks the address up each time that Terraform reads this.",
		Attributes: map[string]schema.Attribute{
			tfkit.PadCode: padCodeAttribute(),
			"exit_ip":     schema.StringAttribute{MarkdownDescription: "The address; null when there is none in the phone's finding.", Computed: true},
			"raw":         schema.StringAttribute{MarkdownDescription: "The finding as the API gives it. Its form is not documented.", Computed: true},
		},
	}
}

// Read has the phone look up its address.
func (d *proxyData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	code, diags := tfkit.GetString(ctx, req.Config, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	errs, err := unreachable(ctx, d.Data.Engine, []string{code})
	var task armcloud.Task
	if err == nil && len(errs) == 0 {
		task, err = d.Data.Engine.Query(ctx, code, armcloud.GetProxyExit, nil)
	}
	if err != nil {
		errs = map[string]error{code: err}
	}
	if addInstanceErrors(&resp.Diagnostics, tfkit.PadCode, "Unable to find the phone's exit address", errs) {
		return
	}
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("exit_ip"), tfkit.TextOrNull(exitIP(task.Result)))...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("raw"), types.StringValue(task.Result))...)
}

// exitNames are fields that may hold the exit address, likeliest first.
var exitNames = []string{"ip", "exitip", "publicip", "outip", "egressip", "query", "origin", "ipaddress", "address"}

// exitIP finds the address in a finding: JSON with a field for it at any
// depth, or a text with an address in it. "" when there is none.
func exitIP(finding string) string {
	var value any
	decoder := json.NewDecoder(bytes.NewReader([]byte(finding)))
	if decoder.Decode(&value) != nil || decoder.More() {
		return addressIn(finding)
	}
	return exitIn(value)
}

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
				continue // an address of something else, such as a name server
			}
			if ip := exitIn(v[name]); ip != "" {
				return ip
			}
		}
	}
	return ""
}

// addressIn gives the first address in a text.
func addressIn(text string) string {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF.:", r) }) {
		if ip, err := netip.ParseAddr(strings.Trim(word, ".")); err == nil {
			return ip.String()
		}
	}
	return ""
}
