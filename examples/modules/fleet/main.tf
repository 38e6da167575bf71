data "armcloud_instances" "members" {
  filter  = { group_ids = var.group_ids }
  details = false
}

resource "armcloud_fleet" "this" {
  phones = {
    for code in data.armcloud_instances.members.pad_codes : code => "all" if !contains(var.except, code)
  }

  profiles = {
    all = {
      time_zone = var.time_zone
      bandwidth = var.bandwidth
      image     = var.image_id == null ? null : { image_id = var.image_id }
      apps      = length(var.apps) == 0 ? null : { for package, id in var.apps : package => { app_id = id } }
      proxy     = var.proxy == null ? null : merge(var.proxy, { password_wo = var.proxy_password })
    }
  }

  offline    = var.offline
  on_release = var.on_release
  rollout    = { max_unavailable = var.max_unavailable }

  lifecycle {
    # An empty group would release every instance.
    precondition {
      condition     = length(data.armcloud_instances.members.pad_codes) > length(var.except)
      error_message = "The groups have no instances for the fleet. Check group_ids and except."
    }
  }
}
