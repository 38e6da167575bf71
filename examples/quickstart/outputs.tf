output "phones_by_profile" {
  description = "How many phones have each profile."
  value       = { for profile, codes in { for code, profile in local.profiles : profile => code... } : profile => length(codes) }
}

output "showroom" {
  description = "The phone in the showroom."
  value       = local.showroom
}
