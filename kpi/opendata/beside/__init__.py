"""What stands beside the tables of a release as rows of the API: answers to questions, other communities."""
