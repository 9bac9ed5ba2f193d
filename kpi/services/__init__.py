"""What changes state, and what is published: publishing, signing in, reminders, the published releases."""
