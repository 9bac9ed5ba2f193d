"""Whole folders of workbooks: loading, trying without publishing, the demonstration."""
