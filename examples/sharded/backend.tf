# Each workspace has its own state and lock in one PostgreSQL database. The
# connection is configured with PG_CONN_STR and PGPASSWORD.
terraform {
  backend "pg" {
    schema_name = "armcloud_phones"
  }
}
