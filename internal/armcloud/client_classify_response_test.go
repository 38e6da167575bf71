package armcloud

import (
	"strings"
	"testing"
)

func callOnce(t *testing.T, op *Operation, s step) (*Response, error) {
	t.Helper()
	client := newTestClient(t, scripted(s), func(config *Config) { config.MaxRetries = 0 })
	return client.Call(t.Context(), op, nil)
}

// classifyResponse accepts every known form of a successful envelope.
func TestSuccessfulEnvelopes(t *testing.T) {
	for name, c := range map[string]struct{ body, data, traceID string }{
		"documented":      {`{"code":200,"msg":"success","ts":1718594881432,"data":[1]}`, `[1]`, ""},
		"code as text":    {`{"code":"200","data":{"a":1}}`, `{"a":1}`, ""},
		"code zero":       {`{"code":0,"data":true}`, `true`, ""},
		"more fields":     {`{"code":200,"success":false,"data":[]}`, `[]`, ""},
		"nulls":           {`{"code":200,"msg":null,"ts":null,"data":null,"traceId":null}`, `null`, ""},
		"no data":         {`{"code":200}`, ``, ""},
		"newer":           {`{"code":200,"msg":"success","traceId":"T-1","data":"","more":{"x":[]}}`, `""`, "T-1"},
		"byte order mark": {"\xef\xbb\xbf{\"code\":200,\"data\":7}\n", `7`, ""},
		"message an odd":  {`{"code":200,"msg":["x"],"data":7}`, `7`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			response, err := callOnce(t, SetTimeZone, step{status: 200, body: c.body})
			if err != nil {
				t.Fatal(err)
			}
			if string(response.Data) != c.data || response.TraceID != c.traceID {
				t.Errorf("got %s and trace ID %q, want %s and %q", response.Data, response.TraceID, c.data, c.traceID)
			}
		})
	}
}

// The error for a response that is not an envelope says what it is. It quotes only
// the title of a web page, up to 100 characters.
func TestUnreadableResponses(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"truncated":  {`{"code":200,"data":{"password":"hidden-text`, "truncated"},
		"empty":      {``, "empty"},
		"text":       {`hidden-text`, "not JSON"},
		"two values": {`{"code":200} {"hidden-text":1}`, "not JSON"},
		"list":       {`["hidden-text"]`, "neither code nor data"},
		"scalar":     {`"hidden-text"`, "neither code nor data"},
		"other API":  {`{"error":"hidden-text","status":500}`, "neither code nor data"},
		"web page":   {"<!DOCTYPE html><html><head><TITLE>\n Log in &amp; more </TITLE></head>hidden-text", `("Log in & more")`},
		"no title":   {"<html>hidden-text</html>", "web page"},
		"long title": {"<html><title>" + strings.Repeat("é", 300) + "</title>hidden-text", strings.Repeat("é", 100) + `")`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := callOnce(t, DissolveRoom, step{status: 200, body: c.body})
			e := errorOf(t, err, ClassTransport)
			if !strings.Contains(e.Error(), c.want) {
				t.Errorf("got error %q, want it to contain %q", e.Error(), c.want)
			}
			if strings.Contains(e.Error(), "hidden-text") {
				t.Errorf("got error %q, which quotes the response", e.Error())
			}
		})
	}
}

// The HTTP status counts even if the body reports success. An operation that not
// every service has is unavailable instead of rejected.
func TestStatusesAndMissingOperations(t *testing.T) {
	for name, c := range map[string]struct {
		op    *Operation
		step  step
		class Class
		want  string
	}{
		"404 of a newer operation":    {BatchPadProperties, step{status: 404, body: `{"code":404}`}, ClassUnavailable, "current API level"},
		"404 page of a newer one":     {BatchPadProperties, step{status: 404, body: `<html>`}, ClassUnavailable, "current API level"},
		"code 404 of a newer one":     {BatchPadProperties, refused("404"), ClassUnavailable, "current API level"},
		"1104 of a newer one":         {BatchPadProperties, refused("1104"), ClassUnavailable, "current API level"},
		"404 of an older one":         {BindPublicIP, step{status: 404}, ClassUnavailable, "level of 2024"},
		"404 of one often missing":    {ListDetails, step{status: 404}, ClassUnavailable, "does not offer it"},
		"1104 of one often missing":   {ListDetails, refused("1104"), ClassUnavailable, "does not offer it"},
		"404 of an operation of all":  {SetTimeZone, step{status: 404}, ClassRejected, "check that endpoint"},
		"1104 of an operation of all": {SetTimeZone, refused("1104"), ClassRejected, "code 1104"},
		"400 with a code":             {SetTimeZone, step{status: 400, body: `{"code":110028,"msg":"x"}`}, ClassNotFound, "code 110028"},
		"400 that claims success":     {SetTimeZone, step{status: 400, body: `{"code":200,"data":[]}`}, ClassRejected, "HTTP status 400"},
		"401":                         {SetTimeZone, step{status: 401}, ClassAuth, "HTTP status 401"},
		"403":                         {SetTimeZone, step{status: 403, body: "<html><title>Blocked</title>"}, ClassRejected, `("Blocked")`},
		"407":                         {Restart, step{status: 407}, ClassTransport, "proxy"},
		"500 with words":              {DissolveRoom, step{status: 500, body: `{"code":500,"msg":"oops","traceId":"T9"}`}, ClassTransport, "oops (trace ID T9)"},
		"code without words":          {SetTimeZone, step{status: 200, body: `{"code":110041}`}, ClassRejected, "image does not exist"},
		"nothing known":               {SetTimeZone, step{status: 200, body: `{"code":42}`}, ClassRejected, "without a reason"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := callOnce(t, c.op, c.step)
			e := errorOf(t, err, c.class)
			if !strings.Contains(e.Error(), c.want) {
				t.Errorf("got error %q, want it to contain %q", e.Error(), c.want)
			}
		})
	}
}
