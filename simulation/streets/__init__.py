"""Households in continuous time, compiled."""
