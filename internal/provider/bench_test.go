package provider_test

import (
	"bufio"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// BenchmarkStart measures the start of the provider's process, until it says
// where it listens. With BenchmarkSchema it makes the time to the first answer;
// the aim for both is 150 ms.
func BenchmarkStart(b *testing.B) {
	binary := acctest.Binary(b)
	for b.Loop() {
		cmd := exec.CommandContext(b.Context(), binary)
		// What Terraform says so that the process knows who has started it.
		cmd.Env = append(cmd.Environ(), "TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2")
		out, err := cmd.StdoutPipe()
		if err != nil {
			b.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil || !strings.Contains(line, "|grpc|") {
			b.Fatalf("the provider said %q, %v", line, err)
		}
		b.StopTimer()
		if err := cmd.Process.Kill(); err != nil {
			b.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/start")
}

// BenchmarkSchema measures the first answer of a provider that has started: all
// schemas.
func BenchmarkSchema(b *testing.B) {
	for b.Loop() {
		s, err := providerserver.NewProtocol6WithError(provider.New("test")())()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTerraform measures whole runs of Terraform on an account whose tasks
// take two seconds: wall time, the account's requests, and the peak memory of
// the provider's process. The aim for 1,000 phones is 150 MB.
func BenchmarkTerraform(b *testing.B) {
	const speed = "bandwidth = { upload_mbps = 10, download_mbps = 20 }"
	many := func(n int) string {
		return fmt.Sprintf("resource \"armcloud_instance\" \"all\" {\n  for_each = toset([for n in range(1, %d) : format(\"AC32010%%06d\", n)])\n  pad_code = each.key\n  %s\n}\n", n+1, speed)
	}
	together := func(n int) string {
		return fmt.Sprintf("resource \"armcloud_fleet\" \"all\" {\n  phones   = { for n in range(1, %d) : format(\"AC32010%%06d\", n) => \"kiosk\" }\n  profiles = { kiosk = { %s } }\n}\n", n+1, speed)
	}
	for _, c := range []struct {
		name, config string
		phones       int
		args         []string
	}{
		{"1 instance of 10000 phones", many(1), 10_000, nil},
		{"3 instances of 10000 phones", many(3), 10_000, nil},
		{"200 instances", many(200), 300, []string{"-parallelism=200"}},
		{"200 instances, default parallelism", many(200), 300, nil},
		{"1000 instances", many(1_000), 1_000, []string{"-parallelism=200"}},
		{"fleet of 1000", together(1_000), 1_000, nil},
	} {
		b.Run(c.name, func(b *testing.B) {
			account := acctest.Start(b, simulator.Options{Phones: c.phones, TaskTime: 2 * time.Second})
			for b.Loop() {
				w := acctest.NewWorkspace(b, account.Patient("")+c.config)
				measure(b, account, w, "apply", append([]string{"apply", "-auto-approve", "-no-color"}, c.args...))
				measure(b, account, w, "plan", append([]string{"plan", "-detailed-exitcode", "-no-color"}, c.args...))
			}
		})
	}
}

func measure(b *testing.B, account *acctest.Account, w *acctest.Workspace, what string, args []string) {
	b.Helper()
	account.ResetCounters()
	start := time.Now()
	result, memory := w.Start(args...).WaitMeasuring()
	if result.Exit != 0 {
		b.Fatalf("%s: exit code %d:\n%s", what, result.Exit, result.Output)
	}
	b.ReportMetric(time.Since(start).Seconds(), "s/"+what)
	b.ReportMetric(float64(account.Counters().Total()), "requests/"+what)
	b.ReportMetric(float64(memory)/1e6, "provider-MB/"+what)
}
