package armcloud

// Operation describes one endpoint of the API. The operations are package
// variables; Operations returns all of them. Compare operations by pointer.
//
// Operations on instances are sent with Client.Submit, most others with a method
// of Client. Operations that the provider doesn't use yet are defined so that the
// list is complete; their comments say so.
type Operation struct {
	// Name completes the sentence "Unable to …", such as "set the bandwidth".
	Name string
	// Method is the HTTP method, GET or POST.
	Method string
	// Path is the path of the URL, beginning with a slash.
	Path string
	// Target is the request field for the targets: "padCodes", "padCode",
	// "deviceIps", "taskIds", or "apps[].padCodes" if each app of the request has
	// its own targets. It is empty if the operation has no targets.
	Target string
	// MaxTargets is the maximum number of targets of one request. It is 0 if the
	// operation has no targets or no limit.
	MaxTargets int
	// Write means that the operation changes something in the account.
	Write bool
	// Repeatable means that the operation is idempotent: sending it twice has the
	// same effect as sending it once.
	Repeatable bool
	// Wait is how to find out that the operation is done.
	Wait Wait
	// Answer is how the operation responds to a request with targets.
	Answer Answer
	// Levels are the API levels that have the operation.
	Levels Levels
	// MayBeMissing means that some installations of every level lack the
	// operation, so that callers need an alternative.
	MayBeMissing bool
}

// String returns the path of the operation.
func (o *Operation) String() string { return o.Path }

// startsTask reports whether the operation starts a task that changes something. After
// a lost response the task may be running, and a second request at once would start
// another one beside it.
func (o *Operation) startsTask() bool { return o.Write && o.Wait != WaitNone }

// Wait is how to find out that an operation is done.
type Wait int

const (
	// WaitNone means that the operation is done when the service responds.
	WaitNone Wait = iota
	// WaitTask means polling the task with padTaskDetail.
	WaitTask
	// WaitRunning means polling the task with padTaskDetail, and then the instance
	// until it is running (padStatus 10).
	WaitRunning
	// WaitScript means polling the task with executeScriptInfo.
	WaitScript
	// WaitFile means polling the task with fileTaskDetail.
	WaitFile
	// WaitImage means polling the task with imageUploadResult. TasksBy translates
	// its task states, which are different.
	WaitImage
	// WaitDevice means polling the instances of the device, which stop running and
	// then run again. There is no query for the task.
	WaitDevice
)

// Answer is how an operation responds to a request with targets. Submit decodes
// each kind strictly: a target that the response does not accept or refuse has
// an unknown outcome.
type Answer int

const (
	// AnswerOther means that a method of Client decodes the response. Submit refuses
	// the operation.
	AnswerOther Answer = iota
	// AnswerItems means one item for each target. A single object is accepted for a
	// single target.
	AnswerItems
	// AnswerAll means one answer for all targets, an object.
	AnswerAll
	// AnswerEither means AnswerItems if the payload is a list, otherwise AnswerAll. It
	// may also be true.
	AnswerEither
)

// Levels is a set of API levels.
type Levels int

const (
	// Level2024 is the API of the document of 2024-12-30.
	Level2024 Levels = 1 << iota
	// LevelCurrent is the API of newer official documents.
	LevelCurrent
	// AllLevels is both.
	AllLevels = Level2024 | LevelCurrent
)
