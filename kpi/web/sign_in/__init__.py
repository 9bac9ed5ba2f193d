"""Signing in over HTTP: password, identity provider, the routes of both."""
