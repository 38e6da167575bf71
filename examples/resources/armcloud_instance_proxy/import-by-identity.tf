import {
  to = armcloud_instance_proxy.showroom
  identity = {
    pad_code = "AC32010000001"
  }
}
