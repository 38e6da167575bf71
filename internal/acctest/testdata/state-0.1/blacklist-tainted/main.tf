# Instance 2 was offline and the task of instance 3 failed.
resource "armcloud_app_blacklist" "kiosks" {
  pad_grade = "m2-3"
  apps      = { "com.example.game" = "Game" }
  pad_codes = ["AC32010000001", "AC32010000002", "AC32010000003"]
}
