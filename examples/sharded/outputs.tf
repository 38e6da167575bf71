output "groups" {
  description = "Groups that this workspace has."
  value       = local.groups
}

output "phones" {
  description = "How many phones this workspace has."
  value       = length(armcloud_fleet.shard.phones)
}
