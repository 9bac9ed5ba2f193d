"""Tables of the schema that are a room of their own, and the columns that all of them are made of."""
