"""Bytes to cells with addresses: the package, its parts, numbers, dates and formats."""
