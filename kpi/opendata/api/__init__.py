"""/api/v1: one table of endpoints gives the routes, what is checked, what is answered and the OpenAPI document."""
