"""Runs, comparison, store."""
