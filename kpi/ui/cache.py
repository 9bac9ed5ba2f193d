"""What is kept between runs: the survey and the finished pages of a release, for one audience and language.

The key holds release, audience and language; redaction comes before the cache. What is kept is shared by all readers
and never changed.
"""
