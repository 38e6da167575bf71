terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# Restarts an instance after each change of its properties, which take effect at a restart.
resource "armcloud_instance_android_properties" "kiosk" {
  pad_code   = "AC32010000001"
  properties = { "ro.product.model" = "Kiosk 9" }

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.armcloud_instance_restart.example]
    }
  }
}

# Or invoke it once: terraform apply -invoke=action.armcloud_instance_restart.example
action "armcloud_instance_restart" "example" {
  config {
    pad_codes = ["AC32010000001"]
  }
}
