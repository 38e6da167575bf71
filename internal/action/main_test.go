package action_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
)

func TestMain(m *testing.M) { acctest.Main(m) }
