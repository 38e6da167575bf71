package provider_test

import (
	"path/filepath"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
)

func apply(c *acctest.Case, more ...string) acctest.Result {
	return c.Run(append([]string{"apply", "-auto-approve", "-no-color"}, more...)...)
}

func tryResources(c *acctest.Case) acctest.Result {
	c.Configure(
		acctest.FleetHCL("all", acctest.Phones("slow", 2, 4), acctest.SpeedProfile("slow", 5, "Europe/Berlin")),
		acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Slow+acctest.Socks),
		acctest.SettingHCL("language", "e", acctest.PadCode(5), "code = \"de\"\n"),
		"data \"armcloud_instances\" \"all\" {}\noutput \"count\" { value = length(data.armcloud_instances.all.pad_codes) }\n",
	)
	c.Apply()
	c.PlanEmpty()
	c.DriftTimeZone(acctest.InstanceA, "Asia/Tokyo")
	c.DriftTimeZone(acctest.InstanceB, "Asia/Tokyo")
	c.PlanChanges("-out=repair.tfplan")
	c.Run("apply", "repair.tfplan")
	c.PlanEmpty()
	c.WantTimeZone("Europe/Berlin", 1, 2, 3, 4)
	result := c.Destroy()
	acctest.Equal(c.T, "upload after the release", c.Instance(acctest.InstanceB).Bandwidth.UploadMbps, 0)
	return result
}

func tryBlocks(c *acctest.Case) acctest.Result {
	imported := "import {\n  to = armcloud_instance.a\n  id = \"" + acctest.InstanceA + "\"\n}\n"
	c.Configure(imported, acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow))
	c.Apply()
	c.Configure("moved {\n  from = armcloud_instance.a\n  to = armcloud_instance.b\n}\n", acctest.InstanceHCL("b", acctest.InstanceA, acctest.Slow))
	acctest.Contains(c.T, c.Apply().Output, "0 added, 0 changed, 0 destroyed")
	return c.Destroy()
}

func tryRemoved(c *acctest.Case) acctest.Result {
	c.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow))
	c.Apply()
	c.Configure("removed {\n  from = armcloud_instance.a\n  lifecycle { destroy = false }\n}\n")
	result := apply(c)
	if result.Exit == 0 {
		acctest.Equal(c.T, "resources after removed", len(c.States()), 0)
		acctest.Equal(c.T, "upload after removed", c.Instance(acctest.InstanceA).Bandwidth.UploadMbps > 0, true)
	}
	return result
}

func tryFunction(c *acctest.Case) acctest.Result {
	c.Configure(`output "servers" {
  value = provider::armcloud::rtc_decrypt(
    "pL25iYgaRNmdCYR/:SUJBz4S6HE88GzVN8rANlfL9925iaHW+ilJAaWldPpoBKqwoEq0Ggon0HhDc4a6v0pg=",
    "AC22030010181",
  )
}`)
	result := apply(c)
	acctest.Contains(c.T, result.Output, "stun:")
	return result
}

func tryMock(c *acctest.Case) acctest.Result {
	c.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin))
	c.WriteFile("main.tftest.hcl", `mock_provider "armcloud" {}
run "time_zone" {
  command = apply
  assert {
    condition     = armcloud_instance.a.time_zone == "Europe/Berlin"
    error_message = "another time zone"
  }
}
`)
	result := c.Run("test", "-no-color")
	acctest.Contains(c.T, result.Output, "1 passed, 0 failed")
	acctest.Equal(c.T, "time zone of the account", c.Instance(acctest.InstanceA).TimeZone == "Europe/Berlin", false)
	return result
}

func tryEphemeral(c *acctest.Case) acctest.Result {
	c.Configure("ephemeral \"armcloud_sts_token\" \"it\" {}\n")
	return apply(c)
}

func tryWriteOnly(c *acctest.Case) acctest.Result {
	c.Configure(acctest.InstanceHCL("a", acctest.InstanceA, `proxy = { ip = "192.0.2.7", port = 1080, username = "kiosk", password_wo = "`+acctest.WriteOnly+`compatibility" }`))
	return apply(c)
}

func tryIdentity(c *acctest.Case) acctest.Result {
	c.Configure("import {\n  to = armcloud_instance.a\n  identity = { pad_code = \""+acctest.InstanceA+"\" }\n}\n",
		acctest.InstanceHCL("a", acctest.InstanceA, ""))
	return apply(c)
}

func tryAction(c *acctest.Case) acctest.Result {
	c.Configure("action \"armcloud_instance_restart\" \"it\" {\n  config { pad_codes = [\"" + acctest.InstanceA + "\"] }\n}\n")
	return apply(c, "-invoke=action.armcloud_instance_restart.it")
}

func tryQuery(c *acctest.Case) acctest.Result {
	c.WriteFile("list.tfquery.hcl", "list \"armcloud_instance\" \"all\" {\n  provider = armcloud\n}\n")
	result := c.Run("query", "-no-color", "-generate-config-out="+filepath.Join(c.Dir, "found.tf"))
	if result.Exit == 0 {
		acctest.Equal(c.T, "instances found", strings.Count(result.Output, "list.armcloud_instance.all "), 5)
	}
	return result
}
