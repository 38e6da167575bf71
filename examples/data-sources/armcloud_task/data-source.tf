# A task that an error has named.
data "armcloud_task" "restart" {
  task_id = 760000001
  kind    = "instance"
}

output "restart" {
  value = "${data.armcloud_task.restart.status}: ${coalesce(data.armcloud_task.restart.error, "no remark")}"
}
