import {
  to = armcloud_instance_sim.showroom
  id = "AC32010000001"
}
