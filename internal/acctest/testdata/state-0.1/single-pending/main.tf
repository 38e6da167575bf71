variable "final" { default = true }

# The tasks of all changes were running when the updates ran out of time.
resource "armcloud_instance_bandwidth" "one" {
  pad_code      = "AC32010000001"
  upload_mbps   = 10
  download_mbps = var.final ? 30 : 20
  timeouts      = { update = "3s" }
}

resource "armcloud_instance_time_zone" "two" {
  pad_code  = "AC32010000002"
  time_zone = var.final ? "Asia/Tokyo" : "Europe/Berlin"
  timeouts  = { update = "3s" }
}

resource "armcloud_instance_image" "three" {
  pad_code  = "AC32010000003"
  image_id  = var.final ? "img-android13-b" : "img-android13-a"
  wipe_data = true
  timeouts  = { update = "3s" }
}

resource "armcloud_instance_app" "four" {
  pad_code     = "AC32010000004"
  package_name = "com.example.kiosk"
  app_id       = var.final ? 102 : 101
  timeouts     = { update = "3s" }
}

resource "armcloud_instance_proxy" "five" {
  pad_code    = "AC32010000005"
  ip          = "192.0.2.10"
  port        = 1080
  password_wo = var.final ? "second-password" : "first-password"
  timeouts    = { update = "3s" }
}
