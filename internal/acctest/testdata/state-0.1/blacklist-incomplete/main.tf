variable "app" { default = "com.example.video" }

# The new list reached neither instance 2, which was offline, nor instance 3,
# whose task failed.
resource "armcloud_app_blacklist" "kiosks" {
  pad_grade = "m2-3"
  apps      = { (var.app) = "Other" }
  pad_codes = ["AC32010000001", "AC32010000002", "AC32010000003"]
}
