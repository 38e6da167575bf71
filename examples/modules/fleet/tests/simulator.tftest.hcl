# Applies the module to a simulated account. ARMCLOUD_ENDPOINT and the keys come from
# the environment; `terraform-provider-armcloud simulate` writes them.

variables {
  group_ids = [1]
  time_zone = "Europe/Berlin"
}

run "creates_the_fleet" {
  assert {
    condition     = length(output.pad_codes) == 10
    error_message = "got ${length(output.pad_codes)} instances, want the 10 of group 1"
  }
  assert {
    condition     = alltrue([for profile in values(armcloud_fleet.this.phones) : profile == "all"])
    error_message = "got instances that did not converge"
  }
}

run "installs_an_app_and_limits_the_bandwidth" {
  variables {
    apps      = { "com.example.kiosk" = 101 }
    bandwidth = { upload_mbps = 10, download_mbps = 20 }
  }
  assert {
    condition     = length(output.skipped) == 0
    error_message = "got skipped instances, want none"
  }
}

run "leaves_an_instance_out" {
  variables {
    except = ["AC32010000001"]
  }
  assert {
    condition     = !contains(output.pad_codes, "AC32010000001") && length(output.pad_codes) == 9
    error_message = "got AC32010000001 in the fleet, want the other 9"
  }
}

run "takes_no_empty_list_of_groups" {
  command = plan
  variables {
    group_ids = []
  }
  expect_failures = [var.group_ids]
}
