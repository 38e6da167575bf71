package armcloud

// Operation describes one endpoint of the API. The operations are package
// variables; Operations lists them all. Compare operations by pointer.
type Operation struct {
	// Name says what the operation does, as the words after "Unable to":
	// "set the bandwidth".
	Name string
	// Method is the HTTP method, GET or POST.
	Method string
	// Path is the path below the endpoint, beginning with a slash.
	Path string
	// Target is the request field that names the phones ("padCodes",
	// "padCode", "deviceIps", "taskIds", or "apps[].padCodes" where each app
	// of the request names them), empty where none does.
	Target string
	// MaxTargets is the most targets one request may name; 0 where the
	// operation names none or has no limit of its own.
	MaxTargets int
	// Write is true when the operation changes anything in the account.
	Write bool
	// Repeatable is true when sending it twice does no more than sending it
	// once, so that it may be sent again after an answer was lost.
	Repeatable bool
	// Wait says how the end of the operation is awaited.
	Wait Wait
	// PerTarget is true when the answer holds one item for each target, so
	// that a missing item is an error for that target.
	PerTarget bool
	// Levels are the API levels that have the operation.
	Levels Levels
	// MayBeMissing is true when installations of every level are known that
	// lack the operation, so that callers keep another way.
	MayBeMissing bool
}

// String gives the operation's path.
func (o *Operation) String() string { return o.Path }

// Wait says how the end of an operation is awaited.
type Wait int

const (
	// WaitNone: the answer is the end.
	WaitNone Wait = iota
	// WaitTask: padTaskDetail tells when the task is done.
	WaitTask
	// WaitRunning: after its task is done, the phone must also report
	// running (padStatus 10).
	WaitRunning
	// WaitScript: executeScriptInfo tells when the task is done.
	WaitScript
	// WaitFile: fileTaskDetail tells when the task is done.
	WaitFile
	// WaitImage: imageUploadResult tells when the task is done; its status
	// numbers are its own, TasksBy translates them.
	WaitImage
	// WaitDevice: there is no task to ask for; the phones of the machine
	// leave running and return to it.
	WaitDevice
)

// Levels is a set of API levels.
type Levels int

const (
	// Level2024 is the API as the document of 2024-12-30 describes it.
	Level2024 Levels = 1 << iota
	// LevelCurrent is the API as newer official documents describe it.
	LevelCurrent
	// AllLevels are both.
	AllLevels = Level2024 | LevelCurrent
)
