"""What is handed on: the tables of a public release as CSV, Excel, packages, catalogues, and what the API gives."""
