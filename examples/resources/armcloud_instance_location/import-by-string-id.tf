import {
  to = armcloud_instance_location.showroom
  id = "AC32010000001"
}
