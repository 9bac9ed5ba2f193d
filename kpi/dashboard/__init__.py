"""What the native pages share: address, filters, the board shown, charts, columns; the only Streamlit in `kpi/`.

`access` and `filters` know no Streamlit. See docs/decisions/0029-dashboard.md."""
