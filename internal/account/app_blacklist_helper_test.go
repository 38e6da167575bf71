package account_test

import "fmt"

// blacklistHCL writes an armcloud_app_blacklist for one app; more is added to
// the block.
func blacklistHCL(grade, app, more string) string {
	return fmt.Sprintf("resource \"armcloud_app_blacklist\" \"it\" {\n  pad_grade = %q\n  apps = { \"com.example.%s\" = %q }\n  %s\n}\n", grade, app, app, more)
}
