"""The page in the browser: choose, move a slider, and see what the model makes of it."""
