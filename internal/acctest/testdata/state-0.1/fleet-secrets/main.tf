# The profiles share a user; one has a version of its own, one a password that
# is kept in the state.
resource "armcloud_fleet" "all" {
  phones = { for n in range(1, 21) : format("AC32010%06d", n) => n <= 12 ? "kiosk" : n <= 18 ? "counter" : "office" }

  profiles = {
    kiosk = {
      proxy = { ip = "192.0.2.10", port = 1080, username = "kiosk", password_wo = "first-password" }
    }
    counter = {
      proxy = { ip = "192.0.2.10", port = 1080, username = "counter", password_wo = "second-password", password_wo_version = 3 }
    }
    office = {
      proxy = { ip = "192.0.2.10", port = 1080, username = "office", password = "third-password" }
    }
  }
}
