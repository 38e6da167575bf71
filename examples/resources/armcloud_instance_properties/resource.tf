resource "armcloud_instance_properties" "showroom" {
  pad_code = "AC32010000001"

  # At once, and lost at a restart that is not Terraform's.
  system = { "ro.build.tags" = "release-keys" }

  # From the restart on that follows, and for good.
  system_persistent = {
    "ro.build.id"      = "QQ3A.200805.001"
    "ro.product.model" = "Showroom 7"
  }
  restart = true
}

# Without restart = true, persistent values wait for the next restart.
resource "armcloud_instance_properties" "counter" {
  pad_code          = "AC32010000002"
  system_persistent = { "ro.product.model" = "Counter 2" }
}
