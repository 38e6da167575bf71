variable "proxy_ip" {
  description = "Address of a SOCKS5 proxy for the phones at the counter. Without it their proxy is left alone."
  type        = string
  default     = null
}

variable "proxy_password" {
  description = "Password of the user \"counter\" of that proxy."
  type        = string
  default     = null
  sensitive   = true
}
