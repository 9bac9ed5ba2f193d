"""Commands for whoever looks after a site: its stores, backups, health, the communities beside it."""
