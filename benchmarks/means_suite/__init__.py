"""The parts of ``benchmarks/means.py``: models with other losses, examples with context."""
