package provider_test

import (
	"bufio"
	"os/exec"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
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
