# The last ten times that commands were run, on the API level of 2024 alone.
data "armcloud_tasks" "commands" {
  type  = 1002
  limit = 10
}

output "failed" {
  value = [for batch in data.armcloud_tasks.commands.batches : batch.batch_id if batch.status != "done"]
}
