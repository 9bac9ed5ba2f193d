"""The form of the desk: fields that a person typed, read as cells of a workbook are; the file that is kept of them."""
