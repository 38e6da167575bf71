package acctest

import "github.com/armcloud/terraform-provider-armcloud/internal/simulator"

// Secrets of the tests. Each of them is a canary: `make test-secrets` searches for it
// wherever it must not be, so a test takes its secrets from here.
const (
	// WriteOnly begins every write-only password: WriteOnly + "one".
	WriteOnly = "canary-wo-"
	// Stored begins every password that the state contains.
	Stored = "canary-stored-"
	// odd is the end of passwords that have another form in JSON, in a URL and in HTML.
	odd = `"\é&<+/%41 odd-end`
	// OddWriteOnly and OddStored are such passwords.
	OddWriteOnly = WriteOnly + odd
	OddStored    = Stored + odd
	// SecondAccessKey and SecondSecretKey are a key pair besides the default one of
	// the simulator.
	SecondAccessKey = "canary-second-access-key"
	SecondSecretKey = "canary-second-secret-key-0123456789"
	// SignedQuery is the query of a presigned URL.
	SignedQuery = "?X-Amz-Signature=canary-signature-5e9a"
	// CallbackToken is part of a callback URL.
	CallbackToken = "canary-callback-token"
)

// OddSecrets are passwords that a search or a redaction could miss: with quotes and
// backslashes, of digits only, and those that look like something encoded.
var OddSecrets = []string{
	"canary-\"quoted\"-'twice'",
	`canary\back\\slash\n`,
	"7390148265501937",
	"canary%2Durl%20escaped%41",
	"Y2FuYXJ5LWJhc2U2NA+/==",
	"canary é漢字 spaces\tand tabs",
}

// place is where a secret was found.
type place uint8

const (
	inLog place = 1 << iota
	// inOutput is the output of a command that shows neither a state nor a plan in full.
	inOutput
	inState
	inPlan
)

// canary is a secret, or the beginning of several.
type canary struct {
	name, text string
	// allowed is where the canary may be.
	allowed place
}

// canaries are all secrets of the tests.
var canaries = []canary{
	{name: "access key", text: simulator.DefaultAccessKey},
	{name: "secret key", text: simulator.DefaultSecretKey},
	{name: "second access key", text: SecondAccessKey},
	{name: "second secret key", text: SecondSecretKey},
	{name: "write-only password", text: WriteOnly},
	// By definition, the state and saved plans contain attributes that are sensitive
	// and not write-only.
	{name: "stored password", text: Stored, allowed: inState | inPlan},
	{name: "end of a password", text: odd, allowed: inState | inPlan},
	// The attribute url is not sensitive.
	{name: "signature of a URL", text: "canary-signature-5e9a", allowed: inState | inPlan | inOutput},
	{name: "token of a callback URL", text: CallbackToken, allowed: inState | inPlan | inOutput},
	{name: "key for ADB", text: "simulated-key-"},
	{name: "write-only password of a recorded state", text: "first-password"},
	{name: "write-only password of a recorded state", text: "second-password"},
	{name: "stored password of a recorded state", text: "third-password", allowed: inState | inPlan},
	{name: "password of the examples", text: "not-a-secret"},
	{name: "password with quotes", text: OddSecrets[0]},
	{name: "password with backslashes", text: OddSecrets[1]},
	{name: "password of digits", text: OddSecrets[2]},
	{name: "password like a URL", text: OddSecrets[3]},
	{name: "password like base64", text: OddSecrets[4]},
	{name: "password with spaces", text: OddSecrets[5]},
	{name: "signature of a request", text: "HMAC-SHA256 Credential"},
}
