# The destroy emptied the list, and did not reach instance 2, which was offline.
resource "armcloud_app_blacklist" "kiosks" {
  pad_grade = "m2-3"
  apps      = { "com.example.game" = "Game" }
  pad_codes = ["AC32010000001", "AC32010000002", "AC32010000003"]
}
