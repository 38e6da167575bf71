# Checks the module without an account and without the simulator: the provider is
# mocked, so no request is sent.

mock_provider "armcloud" {
  mock_data "armcloud_instances" {
    defaults = {
      pad_codes = ["AC1", "AC2", "AC3"]
    }
  }
}

variables {
  group_ids = [1]
}

run "has_all_instances_except_one" {
  command = plan
  variables {
    except = ["AC2"]
  }
  assert {
    condition     = keys(armcloud_fleet.this.phones) == tolist(["AC1", "AC3"])
    error_message = "got ${jsonencode(keys(armcloud_fleet.this.phones))}, want AC1 and AC3"
  }
}

run "refuses_an_empty_fleet" {
  command = plan
  variables {
    except = ["AC1", "AC2", "AC3"]
  }
  expect_failures = [armcloud_fleet.this]
}
