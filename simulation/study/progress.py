"""Progress: what a study says while it works, on stderr.

A study is silent unless it is given something to talk to.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Protocol

PATIENCE_SECONDS = 2.0
"""Work shorter than this shows nothing."""


class Progress(Protocol):
    """What a study tells about itself."""

    def say(self, text: str) -> None:
        """Tell something."""

    @contextmanager
    def busy(self, text: str) -> Iterator[None]:
        """Show that something goes on, if it takes long."""

    @contextmanager
    def counting(self, total: int, done: int) -> Iterator[None]:
        """Show how many runs are done, if it takes long."""

    def advance(self, runs: int) -> None:
        """Count runs that are done."""


class Quiet:
    """Says nothing."""

    def say(self, text: str) -> None:
        """Tell nothing."""

    @contextmanager
    def busy(self, text: str) -> Iterator[None]:
        """Show nothing."""
        yield

    @contextmanager
    def counting(self, total: int, done: int) -> Iterator[None]:
        """Show nothing."""
        yield

    def advance(self, runs: int) -> None:
        """Count nothing."""


class Terminal:
    """Talks on stderr: lines, a spinner and a bar; where nobody looks, lines only."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(file=sys.stderr)
        self._advance: Callable[[int], None] = _nothing

    def say(self, text: str) -> None:
        """Print a line."""
        print(f"voordeur: {text}", file=sys.stderr, flush=True)

    @contextmanager
    def busy(self, text: str) -> Iterator[None]:
        """Show a spinner, if it takes long; where nobody looks, a line."""
        if not self._console.is_terminal:
            timer = _after_patience(lambda: self.say(text))
            try:
                yield
            finally:
                timer.cancel()
            return
        status = self._console.status(text)
        timer = _after_patience(status.start)
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            status.stop()

    @contextmanager
    def counting(self, total: int, done: int) -> Iterator[None]:
        """Show a bar with the runs done and the time left, if it takes long."""
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("runs"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bar = Bar(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)
        task = bar.add_task("runs", total=total, completed=done)
        self._advance = lambda runs: bar.advance(task, runs)
        timer = _after_patience(bar.start)
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            bar.stop()

    def advance(self, runs: int) -> None:
        """Move the bar."""
        self._advance(runs)


def _nothing(runs: int) -> None:
    pass


def _after_patience(show: Callable[[], None]) -> Timer:
    timer = Timer(PATIENCE_SECONDS, show)
    timer.daemon = True
    timer.start()
    return timer
