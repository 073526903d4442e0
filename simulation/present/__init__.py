"""Words, theme, charts, tables."""
