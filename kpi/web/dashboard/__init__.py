"""The mount of the Streamlit dashboard: its static files and the filter of its websocket."""
