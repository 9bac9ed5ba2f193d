"""Looking after a site: backups and restoring, copying a store to another database, checking that all is well."""
