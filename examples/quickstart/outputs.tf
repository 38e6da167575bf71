output "phones_by_profile" {
  description = "Number of instances per profile."
  value       = { for profile, codes in { for code, profile in local.profiles : profile => code... } : profile => length(codes) }
}

output "showroom" {
  description = "Pad code of the instance in the showroom."
  value       = local.showroom
}
