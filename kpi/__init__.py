"""Поступ (Postup): monitoring of a community's five-year strategy. The rooms are described in docs/map.md."""

__version__ = "0.1.0"
