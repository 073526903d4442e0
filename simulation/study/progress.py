"""Progress: what a study says while it works, on stderr and in a log.

A study is silent unless it is given something to talk to.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer
from typing import Any, Protocol

from simulation.settings import SettingsError
from simulation.settings.folders import shown

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

    def advance(self, runs: int, failed: int = 0) -> None:
        """Count runs that were tried, and how many of them failed."""

    def note(self, event: str, **facts: Any) -> None:
        """Keep something for the log."""


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

    def advance(self, runs: int, failed: int = 0) -> None:
        """Count nothing."""

    def note(self, event: str, **facts: Any) -> None:
        """Keep nothing."""


class Terminal(Quiet):
    """Talks on stderr: lines, a spinner and a bar; where nobody looks, lines only."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(file=sys.stderr)
        self._advance: Callable[[int, int], None] = _nothing

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
        """Show a bar with the runs done, failed and there already, and the time left, if it takes long."""
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (
            *(TextColumn("runs"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[besides]}")),
            *(TextColumn("left"), TimeRemainingColumn()),
        )
        bar = Bar(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)
        failures = 0

        def besides() -> str:
            parts = [(failures, "failed"), (done, "there already")]
            return ", ".join(f"{number} {word}" for number, word in parts if number)

        def advance(runs: int, failed: int) -> None:
            nonlocal failures
            failures += failed
            bar.update(task, advance=runs, besides=besides())

        task = bar.add_task("runs", total=total, completed=done, besides=besides())
        self._advance = advance
        timer = _after_patience(bar.start)
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            bar.stop()

    def advance(self, runs: int, failed: int = 0) -> None:
        """Move the bar."""
        self._advance(runs, failed)


class Logged(Quiet):
    """Passes everything on, and keeps it in a file: one line of JSON each, with the time and the run's key."""

    def __init__(self, inner: Progress, path: Path) -> None:
        self._inner = inner
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a", encoding="utf-8", buffering=1)
        except OSError as error:
            raise SettingsError(f"log = {shown(path)}: cannot be written: {error.strerror}") from error

    def say(self, text: str) -> None:
        """Tell something, and keep it."""
        self.note("said", text=text)
        self._inner.say(text)

    @contextmanager
    def busy(self, text: str) -> Iterator[None]:
        """Show that something goes on, and keep that it did."""
        self.note("busy", text=text)
        with self._inner.busy(text):
            yield

    @contextmanager
    def counting(self, total: int, done: int) -> Iterator[None]:
        """Show how many runs are done, and keep how many there are."""
        self.note("runs", total=total, there=done)
        with self._inner.counting(total, done):
            yield

    def advance(self, runs: int, failed: int = 0) -> None:
        """Count runs."""
        self._inner.advance(runs, failed)

    def note(self, event: str, **facts: Any) -> None:
        """Write a line."""
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._file.write(json.dumps({"time": moment, "event": event, **facts}, ensure_ascii=False) + "\n")


def progress_of(quiet: bool, log: Path | None) -> Progress:
    """Return what a study talks to.

    Args:
        quiet: Whether nothing is said on stderr but errors.
        log: File that everything is kept in; none if not given.

    Raises:
        SettingsError: The log cannot be written.
    """
    inner: Progress = Quiet() if quiet else Terminal()
    return Logged(inner, log) if log else inner


def _nothing(runs: int, failed: int) -> None:
    pass


def _after_patience(show: Callable[[], None]) -> Timer:
    timer = Timer(PATIENCE_SECONDS, show)
    timer.daemon = True
    timer.start()
    return timer
