import {
  to = armcloud_instance_time_zone.showroom
  id = "AC32010000001"
}
