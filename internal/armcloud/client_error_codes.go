package armcloud

import (
	"maps"
	"slices"
	"strings"
)

// codeInfo describes one code of the API.
type codeInfo struct {
	class   Class
	meaning string
	advice  string
}

// AdviceNotFound is the advice for instances that the account does not have.
const AdviceNotFound = "Check the pad code, and that the access key's account has the instance."

// Advice that several codes share.
const (
	adviseKeys     = "Check access_key, secret_key and signing_host, and the clock of this machine."
	adviseTwice    = "List every instance only once."
	adviseFormat   = "Try again. If it happens again, contact ARMCloud support, with the trace ID if there is one."
	adviseRate     = "Lower requests_per_second in the provider block. All users of the access key share the limit."
	adviseWait     = "Try again later."
	adviseCommand  = "Check the state of the instance and try again."
	adviseState    = "Check the state of the instance. The operation is possible only in certain states."
	adviseSupport  = "Contact ARMCloud support, with the trace ID if there is one."
	adviseStorage  = "The operation is possible only for instances with network storage."
	adviseValue    = "Correct the value if it comes from the configuration. Otherwise, contact ARMCloud support, with the trace ID if there is one."
	advisePlatform = "The software of the device is too old. Contact ARMCloud support."
	adviseLost     = "The request may have been carried out. It was not sent again, because this operation " +
		"is not safe to repeat. Check the result before you try again."
	adviseTask = "The request may have been carried out. Apply again: the provider first finds out whether the change was made, " +
		"or waits until it must have ended."
)

// codes describes the codes of the API. API document: the error tables of each
// operation; newer API documents: Error codes.
var codes = map[string]codeInfo{
	"429":  {ClassRateLimited, "rate limited", adviseRate},
	"500":  {ClassRejected, "bad parameter, unsupported country, or internal error", adviseValue},
	"1104": {ClassRejected, "a required parameter is empty", adviseValue},
	"1218": {ClassRateLimited, "rate limited", adviseRate},
	"2019": {ClassAuth, "signature failed", adviseKeys},
	"2020": {ClassNotFound, "the instance does not exist", AdviceNotFound},
	"2031": {ClassAuth, "invalid key", adviseKeys},
	"2032": {ClassAuth, "the Authorization header is missing", adviseKeys},
	"2033": {ClassAuth, "the timestamp of the request is not accepted", "Correct the clock of this machine."},

	"100000": {ClassRejected, "wrong parameters", adviseValue},
	"100001": {ClassRejected, "no permission", "Check that the account may do this and has ordered capacity for it."},
	"100002": {ClassRejected, "no request", adviseSupport},
	"100003": {ClassAuth, "the Authorization header is missing", adviseKeys},
	"100004": {ClassAuth, "invalid signature or key", adviseKeys},
	"100005": {ClassAuth, "signature verification failed", adviseKeys},
	"100006": {ClassAuth, "the token is missing", adviseKeys},
	"100007": {ClassAuth, "the token is invalid", adviseKeys},
	"100008": {ClassAuth, "the token failed", adviseKeys},
	"100009": {ClassAuth, "the account does not exist", adviseKeys},
	"100010": {ClassRejected, "processing failed", adviseCommand},
	"100011": {ClassBusy, "the same request is in progress", adviseWait},
	"100012": {ClassRejected, "method not supported", "Check that endpoint is an ARMCloud API host."},
	"100013": {ClassRejected, "a type or format is wrong", adviseValue},

	"10001":  {ClassRejected, "restart failed", adviseCommand},
	"10002":  {ClassRejected, "reset failed", adviseCommand},
	"110001": {ClassRejected, "screenshot failed", adviseCommand},
	"110003": {ClassRejected, "the ADB command failed", adviseCommand},
	"110004": {ClassRejected, "the restart command failed", adviseCommand},
	"110005": {ClassRejected, "the reset command failed", adviseCommand},
	"110006": {ClassRejected, "download failed", "Check that the service can reach the URL."},
	"110007": {ClassRejected, "uninstalling the app failed", adviseCommand},
	"110008": {ClassRejected, "starting the app failed", adviseCommand},
	"110009": {ClassRejected, "restarting the app failed", adviseCommand},
	"110010": {ClassRejected, "stopping the app failed", adviseCommand},
	"110011": {ClassRejected, "the command to change properties failed", adviseCommand},
	"110012": {ClassRejected, "the command timed out", "Use a command that finishes sooner."},
	"110013": {ClassNotFound, "the instance does not exist", AdviceNotFound},
	"110014": {ClassBusy, "submitted too often", adviseWait},
	"110027": {ClassRejected, "an instance is listed twice", adviseTwice},
	"110028": {ClassNotFound, "the instance does not exist", AdviceNotFound},
	"110030": {ClassRejected, "power reset: bad parameter", adviseValue},
	"110031": {ClassBusy, "the instance is not ready", adviseWait},
	"110032": {ClassRejected, "power reset: unknown device IP", "Check the IP of the device."},
	"110033": {ClassRejected, "power reset failed", adviseCommand},
	"110037": {ClassRejected, "changing the image failed", adviseState},
	"110038": {ClassRejected, "changing the image failed because of the state of the instance", adviseState},
	"110039": {ClassRejected, "the image task could not be added", adviseSupport},
	"110040": {ClassRejected, "the account of the image task is unknown", adviseSupport},
	"110041": {ClassRejected, "the image does not exist", "Check image_id, and that the image is for the grade of the instance."},
	"110042": {ClassNotFound, "the instance belongs to another account", AdviceNotFound},
	"110044": {ClassRejected, "unknown specification", adviseValue},
	"110045": {ClassRejected, "unknown screen layout", adviseValue},
	"110051": {ClassRejected, "the specification has no blacklist", "Set the blacklist of the grade first."},
	"110052": {ClassRejected, "setting the blacklist failed", adviseCommand},
	"110060": {ClassRejected, "the device does not exist", adviseSupport},
	"110064": {ClassRejected, "the instance cannot become a real-phone instance", adviseState},
	"110065": {ClassRejected, "the parameters are not accepted", adviseValue},
	"110071": {ClassRejected, "not an instance with network storage", adviseStorage},
	"110074": {ClassBusy, "no compute unit is available", adviseWait},
	"110075": {ClassBusy, "no IP is available", adviseWait},
	"110076": {ClassBusy, "no subnet is available", adviseWait},
	"110077": {ClassBusy, "no MAC address is available", adviseWait},
	"110079": {ClassBusy, "the compute unit is not released yet", adviseWait},
	"110080": {ClassRejected, "unknown list", adviseValue},
	"110084": {ClassRejected, "the list is deleted", adviseValue},
	"110085": {ClassRejected, "the list's name is taken", adviseValue},
	"110089": {ClassRejected, "a package name is missing", adviseValue},
	"110094": {ClassRejected, "no instance can be shut down", adviseState},
	"110095": {ClassRejected, "no instance can be booted", adviseState},
	"110096": {ClassRejected, "instances in this state cannot be deleted", adviseState},
	"110099": {ClassRejected, "unknown real-phone template", adviseValue},
	"110101": {ClassRejected, "no matching device", adviseValue},
	"111070": {ClassBusy, "the instance is booting", adviseWait},
	"111071": {ClassRejected, "the instance is not off and cannot boot", adviseState},
	"111072": {ClassRejected, "the instance has no compute and cannot shut down", adviseState},
	"111073": {ClassRejected, "the instance is not off", adviseState},
	"111074": {ClassRejected, "booting failed inside the service", adviseSupport},
	"111076": {ClassBusy, "the instance is shutting down", adviseWait},
	"111077": {ClassBusy, "the instance is being deleted", adviseWait},
	"111078": {ClassRejected, "the instance is not running", adviseState},
	"111079": {ClassRejected, "the device is offline", adviseSupport},
	"111080": {ClassRejected, "the device cannot delete by force", advisePlatform},
	"111081": {ClassRejected, "first-generation network storage is not supported", adviseStorage},
	"111082": {ClassRejected, "the storage unit is missing", adviseStorage},
	"111083": {ClassRejected, "only an instance that is off can be cloned", adviseState},
	"111084": {ClassBusy, "the instance is being cloned", adviseWait},
	"111085": {ClassRejected, "the instance never booted and cannot be cloned", adviseState},
	"111086": {ClassRejected, "the instance has no data to clone", adviseState},
	"111087": {ClassRejected, "the device cannot clone", advisePlatform},
	"120004": {ClassRejected, "stopping the stream failed", adviseCommand},
	"120005": {ClassNotFound, "the instance does not exist", AdviceNotFound},
	"120006": {ClassRejected, "the token belongs to another ID", adviseValue},
	"120007": {ClassRejected, "the feature is not supported", adviseSupport},
	"120008": {ClassRejected, "the token belongs to another user", adviseValue},
	"140005": {ClassRejected, "the file or app is not available", "Check that its upload is done and that its ID is correct."},
	"140006": {ClassRejected, "the path is wrong", "Use a folder that begins with a slash, such as /Download/."},

	"220001":      {ClassRejected, "the instance is not off", adviseState},
	"220002":      {ClassRejected, "the specification is missing", adviseValue},
	"220003":      {ClassRejected, "the storage size is not supported", adviseValue},
	"220007":      {ClassRejected, "the device is missing", adviseSupport},
	"220008":      {ClassBusy, "the device is busy", adviseWait},
	"220009":      {ClassRejected, "the cluster has no storage left", adviseSupport},
	"220010":      {ClassRejected, "storage of a booted instance cannot be backed up", adviseState},
	"220011":      {ClassBusy, "backed up too often", adviseWait},
	codeOtherTask: {ClassBusy, "another task of the instance is pending or running", adviseWait},
	"220026":      {ClassRejected, "possible only for instances with local storage", adviseState},
	"220027":      {ClassRejected, "the backup file is missing", adviseValue},
	"220029":      {ClassRejected, "the instance is not running", adviseState},
	"220030":      {ClassRejected, "the instance is not running, or in an abnormal state", adviseState},
	"220031":      {ClassRejected, "the backup belongs to another account", adviseValue},
	"220032":      {ClassRejected, "unknown backup", adviseValue},
	"220033":      {ClassRejected, "the device cannot back up", advisePlatform},
	"2200014":     {ClassRejected, "the cluster has no compute left", adviseSupport},

	"PAD_NOT_RUNNING": {ClassRejected, "the instance is not running", adviseState},
}

// Codes returns the codes of the API that the client knows, sorted as texts.
func Codes() []string { return slices.Sorted(maps.Keys(codes)) }

// instanceCodes are the codes that concern a single target of a request: it is
// unknown, belongs to another account, is listed twice, is of the wrong kind, or
// is in a state that does not allow the operation. The other targets may be fine.
// Codes that concern the whole request (100000, 500) and codes of commands that
// failed, perhaps after some of the targets were changed (110004), are not
// included.
var instanceCodes = map[string]bool{
	"2020": true, "110013": true, "110028": true, "110042": true, "120005": true, "110032": true, // unknown, or of another account
	"110027": true,                                                                 // listed twice
	"110051": true, "110064": true, "110071": true, "220026": true, "111081": true, // of the wrong kind
	"111080": true, "111087": true, "220033": true, // on a device that is too old
	"111079": true,                                          // on a device that is offline
	"220029": true, "220030": true, "PAD_NOT_RUNNING": true, // not running
	"110037": true, "110038": true, "110031": true, "220025": true, // not ready, or with another task
	"110079": true, "111070": true, "111076": true, "111077": true, "111084": true, // changing its state
	"111071": true, "111072": true, "111073": true, "111078": true, // in another state than required
	"111083": true, "111085": true, "111086": true, "220001": true, "220010": true, "110096": true,
}

// codeOtherTask is the code of an instance with another task.
const codeOtherTask = "220025"

// signatureCodes are the codes after which another signature form may work. They
// include the codes for a missing header, because a service that expects the
// headers of the other version returns those.
var signatureCodes = map[string]bool{
	"2019": true, "2032": true, "100003": true, "100004": true, "100005": true, "401": true,
}

// rarelyRetried are codes of internal failures that may be transient. They are
// retried only a few times.
var rarelyRetried = map[string]bool{"100010": true}

// busyWords mark the message of a code 500 that means busy. They are in lower
// case.
var busyWords = []string{"busy", "try again later", "too frequent", "繁忙", "稍后", "频繁"}

// maxCodeLength is the maximum length of a code.
const maxCodeLength = 32

// codeText returns a code of the API, or "" if the text is not one. Codes are
// numbers or names such as PAD_NOT_RUNNING, so they hold no secret.
func codeText(text string) string {
	text = strings.TrimSpace(text)
	if len(text) > maxCodeLength {
		return ""
	}
	for _, r := range text {
		if r != '_' && r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			return ""
		}
	}
	return text
}
