import {
  to = armcloud_instance.showroom
  id = "AC32010000001"
}
