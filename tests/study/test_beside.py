"""Work in a process of its own while this one goes on."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import psutil
import pytest

from simulation.settings import SettingsError
from simulation.study.engine import beside
from tests.study.small import environment


def _process() -> int:
    return os.getpid()


def _killed_but_in(process: int) -> int:
    if os.getpid() != process:
        os.kill(os.getpid(), signal.SIGKILL)
    return process


def _refuse() -> None:
    raise SettingsError("no such thing")


def _stay(note: Path) -> None:
    note.write_text(str(os.getpid()))
    time.sleep(600)


def test_it_is_done_in_another_process() -> None:
    with beside(_process) as wait:
        assert wait() != os.getpid()


def test_it_is_done_here_if_that_process_is_killed() -> None:
    with beside(partial(_killed_but_in, os.getpid())) as wait:
        assert wait() == os.getpid()


def test_what_is_wrong_is_said_to_whoever_waits() -> None:
    with beside(_refuse) as wait, pytest.raises(SettingsError, match="no such thing"):
        wait()


def test_what_nobody_waits_for_is_stopped(tmp_path: Path) -> None:
    note = tmp_path / "process"

    def give_up() -> None:
        with beside(partial(_stay, note)):
            while not (note.exists() and note.read_text()):
                time.sleep(0.01)
            raise SettingsError("given up")

    with pytest.raises(SettingsError, match="given up"):
        give_up()
    until = time.monotonic() + 30.0
    while psutil.pid_exists(int(note.read_text())):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_what_makes_a_pack_does_not_load_the_engine() -> None:
    code = "import sys, simulation.present.pack; print({'mesa', 'numba', 'simulation.model'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
