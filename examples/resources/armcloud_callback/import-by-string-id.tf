import {
  to = armcloud_callback.receiver
  id = "account"
}
