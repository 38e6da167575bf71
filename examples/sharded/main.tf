# The keys are read from ARMCLOUD_ACCESS_KEY and ARMCLOUD_SECRET_KEY.
provider "armcloud" {
  # The account's rate limit is shared by all pipelines, so each gets its share.
  requests_per_second = var.requests_per_second / var.pipelines
}

locals {
  groups = lookup(var.groups, terraform.workspace, [])
}

# The instances of this workspace, selected by group, because only you change the
# groups of instances.
data "armcloud_instances" "shard" {
  filter  = { group_ids = local.groups }
  details = false

  lifecycle {
    # Without groups, the workspace would release all its instances.
    precondition {
      condition     = length(local.groups) > 0
      error_message = "The variable \"groups\" has no groups for the workspace \"${terraform.workspace}\"."
    }
  }
}

resource "armcloud_fleet" "shard" {
  phones = { for code in data.armcloud_instances.shard.pad_codes : code => "kiosk" }

  profiles = {
    kiosk = {
      time_zone = "Europe/Berlin"
      bandwidth = { upload_mbps = var.bandwidth_mbps, download_mbps = var.bandwidth_mbps }
    }
  }

  # An instance that moves to another workspace's group leaves this fleet.
  # Undoing its settings could undo what the other workspace has already applied.
  on_release = "keep"
}
