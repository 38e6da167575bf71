output "phones_by_profile" {
  description = "Number of instances per profile."
  value       = { for profile, codes in { for code, profile in armcloud_fleet.shop.phones : profile => code... } : profile => length(codes) }
}

output "showroom" {
  description = "Pad code of the instance in the showroom."
  value       = armcloud_instance.showroom.pad_code
}
