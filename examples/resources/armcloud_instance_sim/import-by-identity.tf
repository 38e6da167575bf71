import {
  to = armcloud_instance_sim.showroom
  identity = {
    pad_code = "AC32010000001"
  }
}
