"""Дані: усе завантажити, що означають поля, попередні випуски, API."""

from kpi.ui.frame import page

page("data")
