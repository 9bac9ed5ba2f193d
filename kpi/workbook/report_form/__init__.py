"""The form of the desk: fields typed by a person, read as the cells of a workbook are; the file that is kept of them."""
