terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

resource "armcloud_instance_image" "showroom" {
  pad_code = "AC32010000001"
  image_id = "img-android13-a"
}

# Erased if image_id changes here, but not if Terraform repairs the image.
resource "armcloud_instance_image" "rented" {
  pad_code  = "AC32010000002"
  image_id  = "img-android13-a"
  wipe_data = true

  timeouts = {
    update = "1h"
  }
}
