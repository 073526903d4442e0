"""Debian's Chromium, and a server of the page for it to look at."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHECKOUT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--disable-quic", "--no-first-run"),
)
PATIENCE_SECONDS = 180.0
"""the model may have to be compiled"""
SMALL = "town=example&size=2000&worldviews=optimistic"
STEPS = (2, 4)
"""runs of each scenario: a band, and a finer one; 32 say no more here"""
FIRST_BAND = re.compile("Gemaakt met|Made with")
ALL_RUNS = re.compile(f"Gemaakt met {STEPS[-1]} |Made with {STEPS[-1]} ")
SERVER = f"""
import sys
from simulation.__main__ import main
from simulation.web import live, pool
live.STEPS = {STEPS}
pool.processors = lambda: 1
sys.exit(main())
"""


@contextmanager
def served(desk: Path, *settings: str) -> Iterator[str]:
    """Serve the page from a folder, with fewer runs and workers than usual; gives its address."""
    port = free_port()
    command = [sys.executable, "-c", SERVER, "task=serve", f"server.port={port}", *settings]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with (desk / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=desk, env=environment, stdout=log, stderr=log)
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, "the server ended"
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server does not answer")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser; where there is none, skip loudly."""
    if not CHROMIUM.exists() and shutil.which("chromium") is None:
        message = "NO BROWSER: the page is not tested in one. On Debian: apt-get install chromium"
        warnings.warn(message, stacklevel=2)
        pytest.skip(message)
    with sync_playwright() as playwright:
        path = CHROMIUM if CHROMIUM.exists() else shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def opened(browser: Browser, address: str, width: int = 1300, height: int = 900) -> Page:
    """Open the page, and wait for its first band."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(address)
    page.get_by_text(FIRST_BAND).first.wait_for(timeout=1000 * PATIENCE_SECONDS)
    return page


def finish(page: Page) -> None:
    """Wait until all runs are there and drawn."""
    page.get_by_text(ALL_RUNS).first.wait_for(timeout=1000 * PATIENCE_SECONDS)
    rest(page)


def rest(page: Page) -> None:
    """Wait until the page is drawn."""
    still = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(still).to_have_count(1, timeout=1000 * PATIENCE_SECONDS)


def band(page: Page) -> str:
    """The numbers of the first table."""
    return page.locator("table").first.inner_text()
