# Which instances (cloud phones).

variable "group_ids" {
  description = "IDs of the groups whose instances belong to the fleet."
  type        = list(number)

  validation {
    condition     = length(var.group_ids) > 0
    error_message = "Name at least one group. Without a condition, all instances of the account would belong to the fleet."
  }
}

variable "except" {
  description = "Pad codes of instances in these groups that do not belong to the fleet."
  type        = list(string)
  default     = []
}

# Which settings. Settings that are null are not managed.

variable "time_zone" {
  description = "IANA name of the time zone, for example Europe/Berlin."
  type        = string
  default     = null
}

variable "bandwidth" {
  description = "Limits of the network bandwidth in Mbit/s."
  type = object({
    upload_mbps   = number
    download_mbps = number
  })
  default = null
}

variable "image_id" {
  description = "ID of the system image. The instances keep their data."
  type        = string
  default     = null
}

variable "apps" {
  description = "IDs of the apps to install, by package name."
  type        = map(number)
  default     = {}
}

variable "proxy" {
  description = "Proxy of the instances."
  type = object({
    ip       = string
    port     = number
    protocol = optional(string, "socks5")
    username = optional(string)
  })
  default = null
}

variable "proxy_password" {
  description = "Password of the proxy. It is stored neither in the plan nor in the state."
  type        = string
  default     = null
  sensitive   = true
}

# How changes are applied.

variable "offline" {
  description = "What to do with instances that are off: fail or skip."
  type        = string
  default     = "skip"
}

variable "on_release" {
  description = "What to do with settings that leave the fleet: undo or keep."
  type        = string
  default     = "undo"
}

variable "max_unavailable" {
  description = "How many instances may be out of service at a time because of a change, as a number or a percentage."
  type        = string
  default     = "10%"
}
