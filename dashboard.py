"""The live app. A server imports it and takes `app`; for every run Streamlit executes it as its script."""

import streamlit as st

if __name__ == "__main__":
    from kpi.ui import frame

    frame.run()
else:
    from kpi.ui import server

    app = st.App(__file__, **server.settings())
