"""Parts that pages are put together of: each draws one thing with Streamlit."""
