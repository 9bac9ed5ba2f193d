"""How it is measured: pure pandas, as of any date (METHOD.md; docs/method.md)."""
