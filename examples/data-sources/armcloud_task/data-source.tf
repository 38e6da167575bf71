terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# A task from an error message.
data "armcloud_task" "named" {
  task_id = 760000001
  kind    = "instance"
}

output "named" {
  value = "${data.armcloud_task.named.status} on ${data.armcloud_task.named.pad_code}"
}
