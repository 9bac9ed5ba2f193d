"""The measurements that `python -m kpi bench` prints. Each module offers `timings() -> list[Timing]`."""
