package armcloud

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
)

// RTCRequest is a request for RTC tokens. Fields without a value are not sent. API
// document: Bulk Request for RTC Connection Token, Request for RTC shared room token.
type RTCRequest struct {
	// UserID is an id that the caller chooses for a user.
	UserID string `json:"userId"`
	// Terminal is a part of the name of a shared room.
	Terminal string `json:"terminal,omitempty"`
	// ExpireSeconds is the validity of the tokens in seconds.
	ExpireSeconds int64 `json:"expire,omitempty"`
	// PushPublicStream is only for shared rooms.
	PushPublicStream bool     `json:"pushPublicStream,omitempty"`
	Pads             []RTCPad `json:"pads"`
}

// RTCPad is an instance of an RTCRequest.
type RTCPad struct {
	PadCode string    `json:"padCode"`
	Video   *RTCVideo `json:"videoStream,omitempty"`
}

// RTCVideo is the video stream of an instance. The API document does not list the
// values.
type RTCVideo struct {
	Resolution string `json:"resolution,omitempty"`
	FrameRate  string `json:"frameRate,omitempty"`
	Bitrate    string `json:"bitrate,omitempty"`
}

// RTCToken is the token for one instance. Texts that the service does not return are
// empty.
type RTCToken struct {
	PadCode string
	// Token is empty if the service cannot connect to the instance.
	Token, RoomCode, AppID string
	// Message is the reason for a missing token.
	Message string
	// SignalServer, STUN and TURN are the addresses of the RTC servers.
	SignalServer, STUN, TURN RTCAddress
}

// RTCAddress is a decrypted address. STUN and TURN addresses are JSON lists.
type RTCAddress struct {
	Text string
	// Err is not nil if the address could not be decrypted, see DecryptRTC.
	Err error
}

// RTCTokens issues a token for each instance of a request. The tokens are in the order
// of the request; an instance that the response leaves out has none. API document:
// Bulk Request for RTC Connection Token.
func (c *Client) RTCTokens(ctx context.Context, request RTCRequest) ([]RTCToken, error) {
	response, err := c.Call(ctx, ApplyRTCTokens, request)
	if err != nil {
		return nil, err
	}
	rows, err := decodeList[rtcRow](response.Data)
	if err != nil {
		return nil, undecodable(ApplyRTCTokens, response, err)
	}
	tokens := make([]RTCToken, 0, len(request.Pads))
	for _, pad := range request.Pads {
		for _, row := range rows {
			// The only row may leave out the only instance.
			unnamed := row.PadCode == "" && len(rows) == 1 && len(request.Pads) == 1
			if unnamed || strings.EqualFold(string(row.PadCode), pad.PadCode) {
				tokens = append(tokens, c.rtcToken(pad.PadCode, row))
				break
			}
		}
	}
	return tokens, nil
}

type rtcRow struct {
	PadCode      jsonString `json:"padCode"`
	RoomToken    jsonString `json:"roomToken"`
	RoomCode     flexString `json:"roomCode"`
	AppID        flexString `json:"appId"`
	SignalServer jsonString `json:"signalServer"`
	STUNs        jsonString `json:"stuns"`
	TURNs        jsonString `json:"turns"`
	Message      flexString `json:"msg"`
}

// rtcToken decrypts a row and stores its secrets.
func (c *Client) rtcToken(padCode string, row rtcRow) RTCToken {
	address := func(ciphertext jsonString) RTCAddress {
		if ciphertext == "" {
			return RTCAddress{}
		}
		text, err := DecryptRTC(string(ciphertext), padCode)
		c.secrets.add(string(ciphertext))
		if json.Valid([]byte(text)) {
			c.secrets.add(secretsOf([]byte(text))...)
		}
		return RTCAddress{text, err}
	}
	token := RTCToken{
		PadCode: padCode, Token: string(row.RoomToken), RoomCode: string(row.RoomCode), AppID: string(row.AppID),
		SignalServer: address(row.SignalServer), STUN: address(row.STUNs), TURN: address(row.TURNs),
	}
	token.Message = redact(string(row.Message), c.secrets.add(token.Token))
	return token
}

// RTCRoom is a token for a room that several instances share.
type RTCRoom struct {
	Token, RoomCode, AppID string
}

var errNoToken = errors.New("it has no token")

// RTCRoomToken issues a token for a shared room. API document: Request for RTC shared
// room token.
func (c *Client) RTCRoomToken(ctx context.Context, request RTCRequest) (RTCRoom, error) {
	response, err := c.Call(ctx, ApplySharedRTCToken, request)
	if err != nil {
		return RTCRoom{}, err
	}
	rows, err := decodeList[rtcRow](response.Data)
	if err != nil {
		return RTCRoom{}, undecodable(ApplySharedRTCToken, response, err)
	}
	for _, row := range rows {
		if row.RoomToken != "" {
			c.secrets.add(string(row.RoomToken))
			return RTCRoom{string(row.RoomToken), string(row.RoomCode), string(row.AppID)}, nil
		}
	}
	return RTCRoom{}, undecodable(ApplySharedRTCToken, response, errNoToken)
}
