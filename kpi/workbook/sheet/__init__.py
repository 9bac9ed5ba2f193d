"""A sheet by its layout: header, table, cells, columns that are hidden."""
