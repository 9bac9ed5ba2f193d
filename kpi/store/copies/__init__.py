"""The store as a whole: counted, compared, carried to another database, written into a backup and read from it."""
