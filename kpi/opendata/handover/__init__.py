"""Workbooks for whoever passes the strategy on by hand: a list of fields for each state register (decision 0059)."""
