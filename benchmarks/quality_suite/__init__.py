"""The parts of ``benchmarks/quality.py``: the sets, how each is scored, the baselines beside, and the tables."""
