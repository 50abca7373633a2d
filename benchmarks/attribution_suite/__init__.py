"""What ``benchmarks/attribution.py`` measures, one module a table."""
