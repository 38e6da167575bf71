data "armcloud_apps" "all" {}

# The id of the newest version of each package that can be installed.
output "newest" {
  value = {
    for package, versions in {
      for app in data.armcloud_apps.all.apps : app.package_name => app... if app.available
    } : package => [for app in versions : app.app_id if app.version_code == max(versions[*].version_code...)][0]
  }
}

# Those with certain ids: the service narrows the list.
data "armcloud_apps" "two" {
  filter = { app_ids = [101, 102] }
}
