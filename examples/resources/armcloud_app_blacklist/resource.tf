terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

resource "armcloud_app_blacklist" "kiosks" {
  pad_grade = "m2-3"
  apps = {
    "com.example.game"  = "Game"
    "com.example.video" = "Video"
  }
  # If omitted, all instances of the grade.
  pad_codes = ["AC32010000001", "AC32010000002"]
}
