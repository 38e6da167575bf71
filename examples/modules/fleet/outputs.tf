output "pad_codes" {
  description = "Pad codes of the instances in the fleet."
  value       = keys(armcloud_fleet.this.phones)
}

output "skipped" {
  description = "Pad codes of the instances that were off. The next apply sends them their settings."
  value       = keys(armcloud_fleet.this.skipped)
}
