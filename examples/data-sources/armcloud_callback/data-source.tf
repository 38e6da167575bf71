data "armcloud_callback" "current" {}

output "callback_url" {
  value = data.armcloud_callback.current.url
}
