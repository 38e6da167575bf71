import {
  to = armcloud_instance_bandwidth.showroom
  id = "AC32010000001"
}
