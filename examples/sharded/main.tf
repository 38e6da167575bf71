# Keys come from ARMCLOUD_ACCESS_KEY and ARMCLOUD_SECRET_KEY.
provider "armcloud" {
  # The account's limit holds for all runs together, and a run knows nothing of
  # the others: each takes its share.
  requests_per_second = var.requests_per_second / var.pipelines
}

locals {
  groups = lookup(var.groups, terraform.workspace, [])
}

# The phones of this workspace, chosen by group: by something that changes only
# when somebody decides it.
data "armcloud_instances" "shard" {
  filter  = { group_ids = local.groups }
  details = false

  lifecycle {
    # Without its groups a workspace would let go of all its phones.
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

  # A phone that moves to a group of another workspace leaves this fleet. Taking
  # its settings back could undo what the other workspace has already set.
  on_release = "keep"
}
