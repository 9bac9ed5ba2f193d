"""A sheet as the table that it holds: its header, what its columns are, its rows one by one."""
