terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

resource "armcloud_instance_properties" "showroom" {
  pad_code = "AC32010000001"

  # Takes effect at once. Lost when the instance restarts outside of Terraform.
  system = { "ro.build.tags" = "release-keys" }

  # Takes effect at the restart below, and survives later restarts.
  system_persistent = {
    "ro.build.id"      = "QQ3A.200805.001"
    "ro.product.model" = "Showroom 7"
  }
  restart = true
}

# Without restart = true, persistent values take effect at the next restart.
resource "armcloud_instance_properties" "counter" {
  pad_code          = "AC32010000002"
  system_persistent = { "ro.product.model" = "Counter 2" }
}
