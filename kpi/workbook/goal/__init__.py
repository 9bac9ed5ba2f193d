"""The plan and the goal workbook: rows of their sheets as typed values or problems."""
