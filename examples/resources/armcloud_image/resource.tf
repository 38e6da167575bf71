resource "armcloud_image" "android13" {
  url         = "https://downloads.example.com/android13-a.tar"
  tag         = "img-android13-a"
  server_type = "Cruise10"
  rom_version = "android13"
}
