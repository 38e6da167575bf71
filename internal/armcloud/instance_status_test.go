package armcloud

import "testing"

// ParsePadStatus is the inverse of String. Unknown states are their number.
func TestStatesHaveNames(t *testing.T) {
	for status := PadStatus(-1); status <= 30; status++ {
		got, err := ParsePadStatus(status.String())
		if err != nil || got != status {
			t.Errorf("state %d with name %q: parsed as %d, %v", int(status), status, got, err)
		}
	}
	if len(padStatusNames) != 17 || PadRunning.String() != "running" || PadStatus(10) != PadRunning || PadStatus(26).String() != "cloning" || PadStatus(27).String() != "27" {
		t.Error("names and numbers of instance states do not match")
	}
	if _, err := ParsePadStatus("asleep"); err == nil {
		t.Error("ParsePadStatus accepts asleep")
	}
	if TaskStatus(-4).String() != "timed_out" || TaskStatus(42).String() != "42" || !TaskStatus(-42).Failed() || TaskStatus(42).Failed() || TaskStatus(42).Done() {
		t.Error("task states have wrong names or outcomes")
	}
}
