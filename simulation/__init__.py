"""Voordeur: neighbourhood coaches, front doors, agencies and waiting lists in a Dutch municipality."""
