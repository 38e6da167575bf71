import {
  to = armcloud_instance_proxy.showroom
  id = "AC32010000001"
}
