import {
  to = armcloud_fleet.berlin
  id = "group:1"
}
