"""The council: its sessions as days to compare with."""
