variable "proxy_ip" {
  description = "IP address of a SOCKS5 proxy for the instances at the counter. If null, their proxy is not managed."
  type        = string
  default     = null
}

variable "proxy_password" {
  description = "Password of the user \"counter\" at that proxy."
  type        = string
  default     = null
  sensitive   = true
}
