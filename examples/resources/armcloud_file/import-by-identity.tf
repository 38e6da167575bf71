import {
  to = armcloud_file.wallpaper
  identity = {
    file_id = "c50a46116f6ef52cf78f744052715c10"
  }
}
