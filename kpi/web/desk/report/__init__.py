"""The form of the desk: its page, the answers to its script, files that fill it, the department's submissions."""
