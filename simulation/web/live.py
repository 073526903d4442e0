"""Live studies: first a few runs, then more while somebody looks; what was run once is there at once."""

import shutil
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from simulation.settings import SettingsError, Study
from simulation.settings.results import default_store, fingerprint
from simulation.study.folder import read_manifest
from simulation.study.runner import StudyError, run_study
from simulation.study.store import StoreError
from simulation.web.pool import Pool
from simulation.web.view import WHOLE, View, study_of, town_of

STEPS = (2, 8, 32)
"""runs of each scenario: the fewest that have a band, then four times as many, for a band half as wide"""
PATIENCE_SECONDS = 4.0
"""after which a study at which nobody looks is left"""
KEPT = 40
"""folders of live results that are kept"""
RESULTS = Path("results")
LIVE = "voordeur-page"


@dataclass
class Live:
    """A view that is being run, as far as it is."""

    view: View
    runs: int = 0
    """of each scenario, that the results have"""
    folder: Path | None = None
    """results of so many runs"""
    done: int = 0
    total: int = 0
    """runs of the step that goes on"""
    error: str = ""
    is_busy: bool = True
    is_starting: bool = False
    """whether the model is still being compiled"""
    seen: float = field(default_factory=time.monotonic)
    """when somebody last looked"""

    @property
    def is_there(self) -> bool:
        """Whether its results are still where they were."""
        return self.folder is not None and self.folder.is_dir()

    @property
    def is_stale(self) -> bool:
        """Whether it must be run again, or further: it was left, or its results had to make room."""
        if self.is_busy or self.error:
            return False
        return self.runs < STEPS[-1] or not self.is_there

    def tell(self, done: int, total: int) -> bool:
        """Note how far it is; return whether anybody still looks."""
        self.done, self.total = done, total
        return time.monotonic() - self.seen < PATIENCE_SECONDS

    def leave(self) -> None:
        """Look elsewhere."""
        self.seen = -PATIENCE_SECONDS


class Studio:
    """All live studies of a server, and the workers that they share."""

    def __init__(self) -> None:
        self.pool = Pool()
        self._lives: dict[View, Live] = {}
        self._lock = threading.Lock()
        self._warm = threading.Lock()
        self._is_warm = False

    def start(self, town: Study) -> None:
        """Compile the model, once for each server."""
        with self._warm:
            if not self._is_warm:
                self.pool.warm(town)
                self._is_warm = True

    def look(self, view: View) -> Live:
        """Return what there is of a view; what is not there yet is started."""
        with self._lock:
            live = self._lives.get(view)
            if live is None or live.is_stale:
                new = Live(view)
                if live is not None and live.is_there:
                    new.runs, new.folder = live.runs, live.folder
                self._lives[view] = live = new
                threading.Thread(target=self._run, args=(live,), daemon=True).start()
            live.seen = time.monotonic()
            return live

    def leave(self, view: View) -> None:
        """Let a view be: what nobody looks at is run no further."""
        if view in self._lives:
            self._lives[view].leave()

    def _run(self, live: Live) -> None:
        try:
            study_of(live.view, STEPS[0])  # refused at once, not after the model has started
            live.is_starting = not self._is_warm
            self.start(town_of(live.view))
            live.is_starting = False
            for runs in (each for each in STEPS if each > live.runs):
                if not self._step(live, runs):
                    return
                if runs > STEPS[0]:
                    with suppress(Exception):  # nobody asked for it yet
                        self.pool.settle(study_of(replace(live.view, size=WHOLE), STEPS[0]))
        except (SettingsError, StudyError, StoreError) as error:
            live.error = str(error)
        except Exception as error:  # the page goes on, whatever is wrong with one study
            live.error = f"{type(error).__name__}: {' '.join(str(error).split())}"
        finally:
            live.is_busy = False

    def _step(self, live: Live, runs: int) -> bool:
        """Bring a view to so many runs; return whether that was still wanted."""
        study = study_of(live.view, runs)
        folder = RESULTS / LIVE / fingerprint(study)
        store = default_store(RESULTS / "any")
        found = read_manifest(folder)
        if not (found and found["complete"]):
            if not self.pool.fill(study, folder, store, live.tell, is_first=runs == STEPS[0]):
                return False
            run_study(study, folder, store=store)
            _make_room(folder.parent)
        live.folder, live.runs = folder, runs
        return live.tell(live.done, live.total)


def _make_room(folder: Path) -> None:
    """Throw away the live results made longest ago; their runs are in the store."""
    made = sorted((each for each in folder.iterdir() if each.is_dir()), key=lambda each: each.stat().st_mtime)
    for each in made[:-KEPT]:
        shutil.rmtree(each, ignore_errors=True)
