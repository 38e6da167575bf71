# All apps of the catalog, up to 1,000.
list "armcloud_app" "all" {
  provider = armcloud
  limit    = 1000
}

# Two of them, with all attributes.
list "armcloud_app" "kiosk" {
  provider         = armcloud
  include_resource = true

  config {
    filter = { app_ids = [101, 102] }
  }
}
