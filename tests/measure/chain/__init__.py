"""Tests of kpi.measure.chain."""
