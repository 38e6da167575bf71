# The files of the file center, with all attributes.
list "armcloud_file" "all" {
  provider         = armcloud
  include_resource = true
  limit            = 1000
}
