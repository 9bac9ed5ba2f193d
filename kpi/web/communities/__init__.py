"""Several communities in one process: whose a request is, and what is no community's."""
