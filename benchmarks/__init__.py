"""What the product promises of speed and memory, measured here and now: `python -m benchmarks [PART…]`, `make bench`.

Each part is a module with `timings() -> list[Timing]`.
"""
