import {
  to = armcloud_file.wallpaper
  id = "c50a46116f6ef52cf78f744052715c10"
}
