"""Letters after a release: who is sent them, what they say."""
