"""What is done about a strategy: its frames, and how an assignment stands on a day."""
