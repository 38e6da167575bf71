import {
  to = armcloud_instance_language.showroom
  identity = {
    pad_code = "AC32010000001"
  }
}
