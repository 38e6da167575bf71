package provider_test

import (
	"bufio"
	"os/exec"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
)

// BenchmarkStart measures the time until a new provider process listens. Together
// with BenchmarkSchema it is the time to the first response, which should stay below
// 150 ms.
func BenchmarkStart(b *testing.B) {
	binary := acctest.Binary(b)
	for b.Loop() {
		cmd := exec.CommandContext(b.Context(), binary)
		// Without this, the process refuses to start outside of Terraform.
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
			b.Fatalf("got %q and error %v, want the address", line, err)
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

// BenchmarkSchema measures the first response of a running provider: all schemas.
func BenchmarkSchema(b *testing.B) {
	for b.Loop() {
		s, err := provider.NewServer("test")()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil {
			b.Fatal(err)
		}
	}
}
