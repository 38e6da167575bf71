terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

data "armcloud_instance_apps" "all" {
  pad_codes = ["AC32010000001", "AC32010000002"]
}

# The version of the kiosk app on each instance.
output "kiosk" {
  value = {
    for code, apps in data.armcloud_instance_apps.all.apps :
    code => one([for app in apps : app.version_code if app.package_name == "com.example.kiosk"])
  }
}
