import {
  to = armcloud_callback.receiver
  identity = {
    scope = "account"
  }
}
