import {
  to = armcloud_instance_time_zone.showroom
  identity = {
    pad_code = "AC32010000001"
  }
}
