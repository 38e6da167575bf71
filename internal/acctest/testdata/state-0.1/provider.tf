terraform {
  required_providers {
    armcloud = { source = "armcloud/armcloud" }
  }
}

# The simulator's endpoint and keys come from the environment.
provider "armcloud" {
  poll_interval     = "20ms"
  max_poll_interval = "200ms"
  online_timeout    = "2s"
  max_retries       = 1
}
