import {
  to = armcloud_instance_image.showroom
  identity = {
    pad_code = "AC32010000001"
  }
}
