"""The live app. A server imports it and takes `app`; for every run Streamlit executes it as its script."""

import streamlit as st

from kpi.ui import frame, server

if __name__ == "__main__":
    frame.run()
else:
    app = st.App(__file__, **server.settings())
