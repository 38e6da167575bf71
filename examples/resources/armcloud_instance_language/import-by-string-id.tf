import {
  to = armcloud_instance_language.showroom
  id = "AC32010000001"
}
