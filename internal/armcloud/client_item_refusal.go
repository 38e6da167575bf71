package armcloud

import "strings"

// itemRefusal holds the fields by which a part of a successful response refuses a
// part of the request. Their names differ between operations.
type itemRefusal struct {
	ErrorCode    flexString `json:"errorCode"`
	ErrCode      flexString `json:"errCode"`
	FailCode     flexString `json:"failCode"`
	Code         flexString `json:"code"`
	ErrorMsg     flexString `json:"errorMsg"`
	ErrMsg       flexString `json:"errMsg"`
	ErrorMessage flexString `json:"errorMessage"`
	FailMsg      flexString `json:"failMsg"`
	Msg          flexString `json:"msg"`
	Success      flexBool   `json:"success"`
}

// refused reports whether the item has a code that does not mean success, or says
// that it is not one.
func (r itemRefusal) refused() bool {
	return r.errorCode() != "" || r.Success.set && !r.Success.value
}

// errorCode returns the first code that does not mean success, "" if there is none.
func (r itemRefusal) errorCode() string {
	for _, field := range []flexString{r.ErrorCode, r.ErrCode, r.FailCode, r.Code} {
		if text := strings.TrimSpace(string(field)); text != "" && text != "0" && text != "200" {
			return text
		}
	}
	return ""
}

// saysSuccess reports whether the item says that its part of the request was carried out.
func (r itemRefusal) saysSuccess() bool {
	code := strings.TrimSpace(string(r.Code))
	return !r.refused() && (r.Success.set || code == "0" || code == "200")
}

// code returns the code of the item, "" if it has none that the API could have.
func (r itemRefusal) code() string { return codeText(r.errorCode()) }

// message returns the message of the item. Its field msg, which may say "success",
// counts only in a refusal.
func (r itemRefusal) message() string {
	message := firstText(r.ErrorMsg, r.ErrMsg, r.ErrorMessage, r.FailMsg)
	if message == "" && r.refused() {
		message = string(r.Msg)
	}
	return message
}
