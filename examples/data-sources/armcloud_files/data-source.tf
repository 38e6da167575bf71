terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

data "armcloud_files" "all" {}

output "file_ids" {
  value = { for file in data.armcloud_files.all.files : file.name => file.file_id... }
}
