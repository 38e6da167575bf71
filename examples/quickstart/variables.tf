variable "kiosk_groups" {
  description = "IDs of the groups whose instances are kiosks."
  type        = list(number)
  default     = [1, 2, 3, 4]
}

variable "counter_groups" {
  description = "IDs of the groups whose instances are at a counter."
  type        = list(number)
  default     = [5]
}

variable "showroom" {
  description = "Pad code of the instance in the showroom."
  type        = string
  default     = "AC32010000001"
}

variable "proxy_ip" {
  description = "IP address of a SOCKS5 proxy for the instances at the counter. If null, their proxy is not managed."
  type        = string
  default     = null
}

variable "proxy_password" {
  description = "Password of the user \"counter\" at that proxy. It is stored neither in the plan nor in the state."
  type        = string
  default     = null
  sensitive   = true
}
