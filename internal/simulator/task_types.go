package simulator

// taskUpload is the type of uploads of apps and files.
const taskUpload = 2000

// taskProperties is the type of operations that have no type in the document
// (assumed).
const taskProperties = 1010

// taskTypes maps operations to types of tasks (API document: List of mandates,
// Callbacks).
var taskTypes = map[string]int{
	"restart": 1000, "reset": 1001, "asyncCmd": 1002, "installApp": 1003, "uninstallApp": 1004,
	"stopApp": 1005, "restartApp": 1006, "startApp": 1007, "screenshot": 1008, "uploadFile": 1009,
	"listApp": 1011, "upgradeImage": 1012, "triggeringBlacklist": 1015, "replacePad": 1124,
}

// taskType returns the type of the tasks of an operation.
func (o *operation) taskType() int {
	if number, known := taskTypes[o.name]; known {
		return number
	}
	return taskProperties
}
