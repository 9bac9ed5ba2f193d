"""The report to a session as files: Word, slides, Excel, PDF. Their libraries are imported where a file is made."""
