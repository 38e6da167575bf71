import {
  to = armcloud_instance_image.showroom
  id = "AC32010000001"
}
