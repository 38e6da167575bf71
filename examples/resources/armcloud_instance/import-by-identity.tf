import {
  to = armcloud_instance.showroom
  identity = {
    pad_code = "AC32010000001"
  }
}
