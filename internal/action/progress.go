package action

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	// progressInterval is the shortest time between two messages about counts.
	progressInterval = 500 * time.Millisecond
	// submittedInterval replaces it if tasks were accepted: after an interrupt, their ids
	// may not be shown any more.
	submittedInterval = 50 * time.Millisecond
	// maxShown is the most instances whose output is shown, and maxShownLength the most
	// characters of each.
	maxShown       = 20
	maxShownLength = 200
	// maxNamed is the most targets that are named with their tasks. Of more, only the
	// tasks are shown.
	maxNamed = 5
	// maxRanges is the most ranges of tasks in a message.
	maxRanges = 20
)

// progress collects what an invocation reports, and sends it in few messages.
type progress struct {
	doing, done string
	send        func(message string)
	changed     chan struct{} // something is to be sent

	mu                   sync.Mutex
	total, over, failed  int
	submitted            []submission // since the last message
	submittedTotal       int
	shown, notShown      int
	lines                []string // outputs since the last message
	sentOver, sentFailed int
}

// submission is a target with its task.
type submission struct {
	target string
	task   int64
}

// start sends messages when there is something new, until the returned function is
// called, which sends the rest.
func (p *progress) start() (stop func()) {
	end := make(chan struct{})
	var loop sync.WaitGroup
	loop.Go(func() {
		for {
			select {
			case <-p.changed:
			case <-end:
				p.flush(true)
				return
			}
			// What happens at about the same time shares a message.
			timer := time.NewTimer(p.interval())
			select {
			case <-timer.C:
				p.flush(false)
			case <-end:
				timer.Stop()
			}
		}
	})
	return func() {
		close(end)
		loop.Wait()
	}
}

// interval returns how long a message waits for others to share it.
func (p *progress) interval() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.submitted) > 0 {
		return submittedInterval
	}
	return progressInterval
}

// update changes the progress and wakes the loop.
func (p *progress) update(change func()) {
	p.mu.Lock()
	change()
	p.mu.Unlock()
	select {
	case p.changed <- struct{}{}:
	default:
	}
}

// setTotal sets the number of targets.
func (p *progress) setTotal(n int) { p.update(func() { p.total = n }) }

// accepted reports that a request to a target was accepted. task is 0 if there is none.
func (p *progress) accepted(target string, task int64) {
	p.update(func() {
		p.submitted = append(p.submitted, submission{target, task})
		p.submittedTotal++
	})
}

// ended reports that the action has ended on a target.
func (p *progress) ended(failed bool) {
	p.update(func() {
		p.over++
		if failed {
			p.failed++
		}
	})
}

// show reports the output of an instance.
func (p *progress) show(code, output string) {
	line := shorten(output)
	if line == "" {
		return
	}
	p.update(func() {
		if p.shown++; p.shown > maxShown {
			p.notShown++
			return
		}
		p.lines = append(p.lines, code+": "+line)
	})
}

// flush sends what is new. last is true for the last messages.
func (p *progress) flush(last bool) {
	p.mu.Lock()
	var messages []string
	if len(p.submitted) > 0 {
		messages = append(messages, p.submittedMessage())
		p.submitted = nil
	}
	messages = append(messages, p.lines...)
	p.lines = nil
	if last && p.notShown > 0 {
		messages = append(messages, fmt.Sprintf("the output of %d more instances is not shown", p.notShown))
	}
	if p.over != p.sentOver || p.failed != p.sentFailed {
		messages = append(messages, fmt.Sprintf("%s: %d of %d %s, %d failed", p.doing, p.over-p.failed, p.total, p.done, p.failed))
		p.sentOver, p.sentFailed = p.over, p.failed
	}
	p.mu.Unlock()
	for _, message := range messages {
		p.send(message)
	}
}

// submittedMessage names the tasks that were accepted since the last message. mu must be
// held.
func (p *progress) submittedMessage() string {
	var names []string
	var tasks []int64
	for _, s := range p.submitted {
		name := s.target
		if s.task != 0 {
			name += fmt.Sprintf(" (task %d)", s.task)
			tasks = append(tasks, s.task)
		}
		names = append(names, name)
	}
	if len(names) <= maxNamed {
		slices.Sort(names)
		return fmt.Sprintf("%s: submitted to %s", p.doing, strings.Join(names, ", "))
	}
	text := fmt.Sprintf("%s: submitted to %d more, %d in all", p.doing, len(names), p.submittedTotal)
	if len(tasks) > 0 {
		text += ", tasks " + ranges(tasks)
	}
	return text
}

// ranges lists numbers in ascending order and abbreviates consecutive ones: "1-3, 7".
func ranges(numbers []int64) string {
	slices.Sort(numbers)
	var parts []string
	for first := 0; first < len(numbers); {
		last := first
		for last+1 < len(numbers) && numbers[last+1] == numbers[last]+1 {
			last++
		}
		if len(parts) == maxRanges {
			return fmt.Sprintf("%s and %d more", strings.Join(parts, ", "), len(numbers)-first)
		}
		part := fmt.Sprint(numbers[first])
		if last > first {
			part += fmt.Sprintf("-%d", numbers[last])
		}
		parts = append(parts, part)
		first = last + 1
	}
	return strings.Join(parts, ", ")
}

// shorten returns the first line of an output, and marks what it cuts.
func shorten(output string) string {
	output = strings.TrimSpace(strings.ToValidUTF8(output, "?"))
	line, rest, more := strings.Cut(output, "\n")
	line = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.TrimSpace(line))
	cut := more && strings.TrimSpace(rest) != ""
	if runes := []rune(line); len(runes) > maxShownLength {
		line, cut = string(runes[:maxShownLength]), true
	}
	if cut {
		line += fmt.Sprintf(" … (cut, %d characters in all)", len([]rune(output)))
	}
	return line
}
