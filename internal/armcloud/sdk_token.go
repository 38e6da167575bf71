package armcloud

import "context"

// GetToken issues an SDK token for the account.
// API document: Get SDK temporary token.
var GetToken = &Operation{
	Name:       "get an SDK token",
	Method:     "GET",
	Path:       "/openapi/open/token/stsToken",
	Repeatable: true,
	Levels:     AllLevels,
}

// GetPadToken issues an SDK token for one instance.
// API document: Get SDK temporary token (based on padCode).
var GetPadToken = &Operation{
	Name:       "get an SDK token for the instance",
	Method:     "POST",
	Path:       "/openapi/open/token/stsTokenByPadCode",
	Target:     "padCode",
	MaxTargets: 1,
	Repeatable: true,
	Levels:     AllLevels,
}

// ClearToken revokes an SDK token. Like issuing one, it does not count as a change of
// the account.
// Newer API documents: Clear SDK token (clearStsToken).
var ClearToken = &Operation{
	Name:         "revoke the SDK token",
	Method:       "POST",
	Path:         "/openapi/open/token/clearStsToken",
	Repeatable:   true,
	Levels:       LevelCurrent,
	MayBeMissing: true,
}

// Token issues an SDK token for the account. API document: Get SDK temporary token.
func (c *Client) Token(ctx context.Context) (string, error) {
	return c.token(ctx, GetToken, nil)
}

// PadToken issues an SDK token for one instance. API document: Get SDK temporary token
// (based on padCode).
func (c *Client) PadToken(ctx context.Context, padCode string) (string, error) {
	return c.token(ctx, GetPadToken, map[string]string{"padCode": padCode})
}

type tokenRow struct {
	Token jsonString `json:"token"`
}

func (c *Client) token(ctx context.Context, op *Operation, request any) (string, error) {
	response, err := c.Call(ctx, op, request)
	if err != nil {
		return "", err
	}
	rows, err := decodeList[tokenRow](response.Data)
	if err != nil {
		return "", undecodable(op, response, err)
	}
	for _, row := range rows {
		if row.Token != "" {
			c.secrets.add(string(row.Token))
			return string(row.Token), nil
		}
	}
	return "", undecodable(op, response, errNoToken)
}

// ClearToken revokes an SDK token, of the account or of one instance. Newer API
// documents: Clear SDK token (clearStsToken).
func (c *Client) ClearToken(ctx context.Context, token string) error {
	_, err := c.Call(ctx, ClearToken, map[string]string{"token": token})
	return err
}
