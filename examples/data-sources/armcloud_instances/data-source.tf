# The codes of all phones in a group: what a fleet needs.
data "armcloud_instances" "berlin" {
  filter  = { group_ids = [1] }
  details = false
}

# Every phone that is not running, with all that the API shows of it.
data "armcloud_instances" "all" {}

output "not_running" {
  value = {
    for phone in data.armcloud_instances.all.instances :
    phone.pad_code => phone.status if phone.status != "running"
  }
}
