"""The frame of the live app: which page, in which language, from which release; then the one component draws it."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from kpi.model import Language
from kpi.text import Text
from kpi.ui import addresses, cache
from kpi.ui.keys import Key
