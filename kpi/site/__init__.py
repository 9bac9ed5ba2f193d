"""What stands at an address: addresses, the published data, finished pages; the site without Streamlit."""
