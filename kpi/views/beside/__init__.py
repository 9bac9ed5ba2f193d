"""What stands beside an indicator's own series: its parts, questions and their answers."""
