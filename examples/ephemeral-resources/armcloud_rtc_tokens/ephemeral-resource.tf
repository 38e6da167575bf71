terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

ephemeral "armcloud_rtc_tokens" "monitoring" {
  user_id        = "terraform-monitoring"
  expire_seconds = 3600
  pads = [
    { pad_code = "AC32010000001" },
    { pad_code = "AC32010000002", resolution = "07", frame_rate = 30, bitrate = 2000 },
  ]
}

locals {
  # The TURN servers of one instance, with their credentials.
  turn_servers = jsondecode(ephemeral.armcloud_rtc_tokens.monitoring.tokens["AC32010000001"].turns)
}
