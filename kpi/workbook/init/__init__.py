"""A planner's own table → a whole strategy: plan.xlsx and goals/*.xlsx (docs/workbook.md, A strategy from a table)."""
