"""The first release of a store: a planner's own tables, the questions about them, the workbooks, the publication."""
