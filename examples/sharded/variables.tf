variable "groups" {
  description = "IDs of the instance groups of each workspace. A group belongs to one workspace."
  type        = map(list(number))
  default = {
    shard-1 = [1, 5]
    shard-2 = [2]
    shard-3 = [3]
    shard-4 = [4]
  }

  validation {
    condition     = length(flatten(values(var.groups))) == length(distinct(flatten(values(var.groups))))
    error_message = "A group is listed twice, so two workspaces would manage the same instances."
  }
}

variable "requests_per_second" {
  description = "Requests per second that all pipelines together may send."
  type        = number
  default     = 60
}

variable "pipelines" {
  description = "Number of workspaces that are planned or applied at the same time."
  type        = number
  default     = 4

  validation {
    condition     = var.pipelines >= 1
    error_message = "There must be at least one pipeline."
  }
}

variable "bandwidth_mbps" {
  description = "Bandwidth of each instance in both directions, in Mbit/s."
  type        = number
  default     = 20
}
