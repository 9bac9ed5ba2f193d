"""What pages say of departments and of the plan."""
