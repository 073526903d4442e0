"""The small study that is run with and without the example's package."""

SMALL = (
    "town=example",
    "study.years=2",
    "study.warm_up_years=2",
    "study.runs=1",
    "study.draws=3",
    "study.workers=1",
    "worldviews=optimistic,no_effect,mixed",
)
