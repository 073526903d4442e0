"""Where panels of a slide stand, for charts that need other room than most."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure


def place_panels(figure: Figure, panels: np.ndarray, **space: Any) -> None:
    """Moves all panels of a grid.

    Args:
        figure: the slide
        panels: its axes, shape (rows, columns)
        space: ``left``, ``right``, ``top``, ``bottom`` as shares of the slide; ``hspace`` and ``wspace``
    """
    panels[0][0].get_gridspec().update(**space)
    for axes in panels.flat:
        axes.set_position(axes.get_subplotspec().get_position(figure))
