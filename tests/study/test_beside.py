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


def _stay(note: Path, seconds: float = 600.0) -> None:
    note.write_text(str(os.getpid()))
    time.sleep(seconds)


def until_there(note: Path) -> None:
    while not (note.exists() and note.read_text()):
        time.sleep(0.01)


def ended(process: int) -> bool:
    """Whether a process ends soon."""
    until = time.monotonic() + 30.0
    while psutil.pid_exists(process) and time.monotonic() < until:
        time.sleep(0.05)
    return not psutil.pid_exists(process)


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
            until_there(note)
            raise SettingsError("given up")

    with pytest.raises(SettingsError, match="given up"):
        give_up()
    assert ended(int(note.read_text()))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_this_process(tmp_path: Path, how: signal.Signals) -> None:
    """Work of a moment goes on to its end where this process cannot stop it any more, and then it ends."""
    note = tmp_path / "process"
    code = (
        "import sys, pathlib, functools, signal\nfrom simulation.study.engine import beside\n"
        "from tests.study.test_beside import _stay\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # who runs tests may ignore interrupts
        "with beside(functools.partial(_stay, pathlib.Path(sys.argv[1]), 2.0)) as wait:\n    wait()\n"
    )
    command = [sys.executable, "-c", code, str(note)]
    main = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True, start_new_session=True)
    until_there(note)
    if how is signal.SIGINT:
        os.killpg(main.pid, how)
    else:
        main.send_signal(how)
    _, said = main.communicate(timeout=30)
    assert ended(int(note.read_text()))
    assert said.count("Traceback") == (how is signal.SIGINT), "that of the main process alone"


def test_a_thread_that_is_given_up_does_not_hold_the_process(tmp_path: Path) -> None:
    note = tmp_path / "process"
    code = (
        "import sys, pathlib, functools, threading, time\nfrom simulation.study.engine import beside\n"
        "from tests.study.test_beside import _stay, until_there\n"
        "def do():\n    with beside(functools.partial(_stay, pathlib.Path(sys.argv[1]))) as wait:\n        wait()\n"
        "threading.Thread(target=do, daemon=True).start()\nuntil_there(pathlib.Path(sys.argv[1]))\n"
    )
    subprocess.run([sys.executable, "-c", code, str(note)], env=environment(), timeout=60, check=True)
    assert ended(int(note.read_text()))


def test_what_makes_a_pack_does_not_load_the_engine() -> None:
    code = "import sys, simulation.present.pack; print({'mesa', 'numba', 'simulation.model'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
