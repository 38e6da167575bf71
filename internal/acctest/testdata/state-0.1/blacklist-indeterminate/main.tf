variable "app" { default = "com.example.video" }

# The answer to the new list was lost.
resource "armcloud_app_blacklist" "kiosks" {
  pad_grade = "m2-3"
  apps      = { (var.app) = "Other" }
  pad_codes = ["AC32010000001", "AC32010000002", "AC32010000003"]
}
