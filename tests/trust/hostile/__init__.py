"""What people write and send is data: markup, formulas, hostile workbooks, tricks with names and paths."""
