"""A council pack of a study that was never run, with names that try to be more than names."""
