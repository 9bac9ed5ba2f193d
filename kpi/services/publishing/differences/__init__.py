"""What a publication changes, row by row: values, targets, definitions, the plan, terms, access."""
