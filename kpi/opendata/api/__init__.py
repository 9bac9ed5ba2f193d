"""/api/v1: one table of endpoints gives the routes, what is checked, what is answered and the OpenAPI document."""

#: the path that all of it is below
BASE = "/api/v1"
