# Every workspace has a state and a lock of its own in one PostgreSQL database.
# Where that is, and who logs in, comes from PG_CONN_STR and PGPASSWORD.
terraform {
  backend "pg" {
    schema_name = "armcloud_phones"
  }
}
