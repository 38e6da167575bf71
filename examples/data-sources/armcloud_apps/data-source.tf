terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

data "armcloud_apps" "all" {}

# The ID of the newest installable version of each package.
output "newest" {
  value = {
    for package, versions in {
      for app in data.armcloud_apps.all.apps : app.package_name => app... if app.available
    } : package => [for app in versions : app.app_id if app.version_code == max(versions[*].version_code...)][0]
  }
}

# Only certain apps, filtered by the API.
data "armcloud_apps" "two" {
  filter = { app_ids = [101, 102] }
}
