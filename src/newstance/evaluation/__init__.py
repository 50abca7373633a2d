"""Scores predictions against labelled corpora: metrics, intervals, tables and pictures.

Runs on the core install (numpy and rich); only ``plots`` needs matplotlib and ``compare`` needs MLflow.
"""
