"""The report to a session of the council as one value: what its Word, slides, Excel and PDF all say."""
