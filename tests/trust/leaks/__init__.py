"""What the tests of leaks share: a city with secrets, every public answer of the running application, the search."""
