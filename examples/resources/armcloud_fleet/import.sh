# All instances of a group:
terraform import armcloud_fleet.berlin group:1

# Or certain instances, by pad code:
#   terraform import armcloud_fleet.berlin AC32010000001,AC32010000002
