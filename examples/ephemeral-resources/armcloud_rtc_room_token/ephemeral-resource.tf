terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

ephemeral "armcloud_rtc_room_token" "training" {
  user_id            = "terraform-training"
  terminal           = "pc"
  push_public_stream = true
  pads = [
    { pad_code = "AC32010000001" },
    { pad_code = "AC32010000002" },
  ]
}
