terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# For the SDK on one instance.
ephemeral "armcloud_sts_token" "showroom" {
  pad_code = "AC32010000001"
}

# For the SDK on all instances of the account.
ephemeral "armcloud_sts_token" "account" {}

# A token can be used in write-only attributes, in provisioners and, as here, in the
# configuration of another provider:
#
# provider "http-gateway" {
#   token = ephemeral.armcloud_sts_token.account.token
# }
