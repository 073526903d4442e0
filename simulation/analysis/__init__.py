"""Analysis: what runs are held against, and how unsourced rates are fitted to it."""
