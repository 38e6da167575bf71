# The first 100 instances of the account, sorted by pad code.
list "armcloud_instance" "all" {
  provider = armcloud
}

# Up to 1,000 running instances of a group, with their settings.
list "armcloud_instance" "berlin" {
  provider         = armcloud
  include_resource = true
  limit            = 1000

  config {
    filter = {
      group_ids = [1]
      status    = "running"
    }
  }
}
