"""The same model in other hands, to compare speed with."""
