package simulator

import (
	"encoding/base64"
	"time"
)

// Default validity of RTC tokens.
const (
	rtcTokenTime  = 24 * time.Hour
	roomTokenTime = time.Hour
)

// rtcAppID is the id of the RTC application of the account, rtcPlatformUser the
// user id in the names of shared rooms.
const (
	rtcAppID        = "simulatedRTCapplication1"
	rtcPlatformUser = "simulator"
)

type rtcPad struct {
	PadCode     string `json:"padCode"`
	VideoStream struct {
		Resolution string `json:"resolution"`
		FrameRate  string `json:"frameRate"`
		Bitrate    string `json:"bitrate"`
	} `json:"videoStream"`
}

// parsePads reads the instances of a request for RTC tokens.
func parsePads(f *fields) []rtcPad {
	var pads []rtcPad
	f.optional("pads", &pads)
	return pads
}

// rtcRequest is what both requests for RTC tokens have.
type rtcRequest struct {
	userID    string
	expires   time.Time
	instances []*instance
}

// parseRTCRequest reads a request for RTC tokens. An unknown instance refuses the
// whole request.
func (s *Simulator) parseRTCRequest(r *request, validity time.Duration) (rtcRequest, *refusal) {
	var parsed rtcRequest
	seconds := int(validity / time.Second)
	r.fields.required("userId", &parsed.userID)
	r.fields.optional("expire", &seconds)
	var pads []rtcPad
	r.fields.required("pads", &pads)
	if seconds < 1 {
		r.fields.refuse(codeInvalidParameters, "expire must be positive")
	}
	if r.fields.refused != nil {
		return parsed, r.fields.refused
	}
	codes := make([]string, len(pads))
	for i, pad := range pads {
		if pad.PadCode == "" {
			return parsed, refuse(codeRequired, "padCode cannot be empty")
		}
		codes[i] = pad.PadCode
	}
	s.counters.countBatch(r.route.path, len(codes))
	instances, refused := s.findInstances(r, codes, true)
	if refused != nil && refused.code == codeInstanceNotFound {
		refused = refuse(codeRTCInstanceNotFound, msgInstanceNotFound)
	}
	parsed.instances, parsed.expires = instances, r.at.Add(time.Duration(seconds)*time.Second)
	return parsed, refused
}

// rtcItem is the response of batchApplyToken for one instance. The last three fields
// are only in the example of the document.
type rtcItem struct {
	RoomToken    *string `json:"roomToken"`
	RoomCode     string  `json:"roomCode"`
	AppID        string  `json:"appId"`
	PadCode      string  `json:"padCode"`
	SignalServer *string `json:"signalServer"`
	STUNs        *string `json:"stuns"`
	TURNs        *string `json:"turns"`
	Msg          *string `json:"msg"`
	StreamType   int     `json:"streamType"`
	VideoCodec   string  `json:"videoCodec"`
	ReportSDKLog bool    `json:"reportSdkLog"`
}

// batchApplyToken handles room/batchApplyToken (API document: Bulk Request for RTC
// Connection Token). Assumed: an instance that is not running, or whose task is set to
// fail, has no token.
func batchApplyToken(s *Simulator, r *request) (any, *refusal) {
	parsed, refused := s.parseRTCRequest(r, rtcTokenTime)
	if refused != nil {
		return nil, refused
	}
	var issued []IssuedToken
	items := make([]rtcItem, 0, len(parsed.instances))
	for _, inst := range parsed.instances {
		if r.omitted(inst.code) {
			continue
		}
		item := rtcItem{RoomCode: inst.code + parsed.userID, AppID: rtcAppID, PadCode: inst.code, StreamType: 2}
		failure := r.injectedFailure(inst.code)
		if failure != nil || !inst.online || inst.status != statusRunning {
			reason := "connect pad fail"
			if failure != nil && failure.Message != "" {
				reason = failure.Message
			}
			item.Msg = &reason
			items = append(items, item)
			continue
		}
		token := IssuedToken{
			Kind: TokenRTC, Token: s.roomToken(inst.number), PadCodes: []string{inst.code}, UserID: parsed.userID, Expires: parsed.expires,
			TURNPassword: "turn-" + s.secretText(inst.number, 2),
		}
		item.RoomToken = &token.Token
		s.addAddresses(&item, inst, token.TURNPassword)
		issued, items = append(issued, token), append(items, item)
	}
	if refused := s.commitRequest(&event{At: r.at, Kind: eventToken, Tokens: issued}); refused != nil {
		return nil, refused
	}
	return items, nil
}

// roomToken returns a new token that looks like those of the document.
func (s *Simulator) roomToken(number int) string {
	return "001" + rtcAppID + base64.StdEncoding.EncodeToString([]byte(s.secretText(number, 0)))
}

// addAddresses encrypts the addresses of the RTC servers for an instance.
func (s *Simulator) addAddresses(item *rtcItem, inst *instance, password string) {
	encrypt := func(part uint64, text string) *string {
		encrypted := encryptForPad(inst.code, s.secretText(inst.number, part)[:ivLength], text)
		return &encrypted
	}
	item.SignalServer = encrypt(3, "203.0.113.30:5000")
	item.STUNs = encrypt(4, `[{"uri":"stun:203.0.113.31:3478"}]`)
	item.TURNs = encrypt(5, `[{"pwd":"`+password+`","uri":"turn:203.0.113.32:3478","username":"simulator"}]`)
}

type roomResponse struct {
	RoomToken string `json:"roomToken"`
	RoomCode  string `json:"roomCode"`
	AppID     string `json:"appId"`
}

// shareApplyToken handles room/share/applyToken (API document: Request for RTC shared
// room token). The name of the room is terminal, user id and platform user id.
func shareApplyToken(s *Simulator, r *request) (any, *refusal) {
	var terminal string
	var public bool
	r.fields.required("terminal", &terminal)
	r.fields.optional("pushPublicStream", &public)
	parsed, refused := s.parseRTCRequest(r, roomTokenTime)
	if refused != nil {
		return nil, refused
	}
	token := IssuedToken{Kind: TokenRoom, Token: s.roomToken(0), UserID: parsed.userID, Expires: parsed.expires}
	for _, inst := range parsed.instances {
		token.PadCodes = append(token.PadCodes, inst.code)
	}
	if refused := s.commitRequest(&event{At: r.at, Kind: eventToken, Tokens: []IssuedToken{token}}); refused != nil {
		return nil, refused
	}
	return roomResponse{token.Token, terminal + parsed.userID + rtcPlatformUser, rtcAppID}, nil
}
