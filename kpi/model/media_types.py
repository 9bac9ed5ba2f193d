"""Media types that several rooms name."""

#: an Excel workbook
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
