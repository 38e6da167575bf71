# All phones of a group:
terraform import armcloud_fleet.berlin group:1

# Or some phones, by their pad codes:
#   terraform import armcloud_fleet.berlin AC32010000001,AC32010000002
