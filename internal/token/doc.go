// Package token implements the ephemeral resources, whose values are never in a plan or
// in the state, and the function rtc_decrypt.
//
// Each of them has a file named after it: sts_token.go, rtc_tokens.go,
// rtc_room_token.go, adb_connection.go and rtc_decrypt.go. pads.go has what both kinds of
// RTC tokens share.
//
// An example, step by step: armcloud_rtc_tokens has two instances. Terraform opens it in
// the plan and again in the apply. Open sends one request for both. The client decrypts
// the addresses of the RTC servers with the pad codes. An address that cannot be decrypted
// is null, with the reason in the message of its instance. An instance without an item in
// the response is an error. There is nothing to close: the API cannot revoke RTC tokens.
package token
