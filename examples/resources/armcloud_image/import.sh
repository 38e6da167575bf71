terraform import armcloud_image.android13 img-android13-kiosk
