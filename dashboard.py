"""The Streamlit dashboard: its pages and their common filters."""

import streamlit as st

st.title("Поступ")
