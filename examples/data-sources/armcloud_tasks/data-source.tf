terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# The last ten commands. Available only on the 2024 API level.
data "armcloud_tasks" "commands" {
  type  = 1002
  limit = 10
}

output "failed" {
  value = [for batch in data.armcloud_tasks.commands.batches : batch.batch_id if batch.status != "done"]
}
