terraform import armcloud_app_blacklist.kiosks m2-3
