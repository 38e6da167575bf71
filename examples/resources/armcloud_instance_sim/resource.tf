terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

resource "armcloud_instance_sim" "showroom" {
  pad_code = "AC32010000001"

  imei         = "356938035643809"
  iccid        = "89490200000123456787"
  imsi         = "262021234567890"
  phone_number = "+4930901820"

  mcc                = "262"
  mnc                = "02"
  operator_long_name = "Vodafone"
  operator_numeric   = "26202"
  network_country    = "DE"
  sim_country        = "DE"

  # Radio cell. The current API level requires these five attributes.
  type             = "9"
  tac              = "871420"
  cell_id          = "870091003"
  narfcn           = "99240"
  physical_cell_id = "6C"
}
