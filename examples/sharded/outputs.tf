output "groups" {
  description = "Groups of this workspace."
  value       = local.groups
}

output "phones" {
  description = "Number of instances in this workspace."
  value       = length(armcloud_fleet.shard.phones)
}
