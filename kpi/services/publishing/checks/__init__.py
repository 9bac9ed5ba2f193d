"""What is asked before a publication: explanations, doubts, conflicts, personal data, effects on the plan."""
