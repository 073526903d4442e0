"""Study: one run, many runs, comparison with usual care, and the results folder."""
