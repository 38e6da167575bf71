terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# The address of a STUN server that the API returned for the instance AC22030010181.
output "stun_servers" {
  value = jsondecode(provider::armcloud::rtc_decrypt(
    "pL25iYgaRNmdCYR/:SUJBz4S6HE88GzVN8rANlfL9925iaHW+ilJAaWldPpoBKqwoEq0Ggon0HhDc4a6v0pg=",
    "AC22030010181",
  ))
}
