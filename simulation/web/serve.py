"""``voordeur task=serve``: the page, for this machine alone."""

import os
import socket
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

from simulation.present.house import read_house
from simulation.settings import SettingsError
from simulation.settings.tasks import Serve

ADDRESS = "127.0.0.1"
DONE = 0
PORTS = range(1, 65536)
MOST_UPLOAD_MB = 1
"""a scenario file has a few kilobytes"""
asked = Serve()
"""what the server of this process was asked for; the page reads it"""


def run(settings: Serve) -> int:
    """Serve the page until it is interrupted.

    Raises:
        SettingsError: Streamlit is not installed, or the port cannot be used.
    """
    try:
        from streamlit import config
        from streamlit.web import bootstrap
    except ImportError as error:
        raise SettingsError("task=serve: streamlit is not installed; it comes with the extra 'page'") from error
    global asked
    _check_port(settings.server.port)
    read_house(Path(settings.theme) if settings.theme else None)
    asked = settings
    # What is in the user's home or in the current folder must not open the page to others.
    config.get_config_files = lambda file_name: []
    flags = flags_of(settings.server.port)
    bootstrap.load_config_options(flags)
    print(f"http://{ADDRESS}:{settings.server.port}", flush=True)
    Thread(target=_start_model, daemon=True).start()
    bootstrap.run(str(Path(__file__).with_name("app.py")), False, [], flags)
    return DONE


def _start_model() -> None:
    """Start the model while the browser still opens; what is wrong with it, the page says."""
    from simulation.web.state import studio
    from simulation.web.view import View, town_of

    with suppress(Exception):
        town = town_of(View())
        studio().start(town)
        studio().pool.warm_more(town)


def flags_of(port: int) -> dict[str, Any]:
    """Return the settings of the server: this machine alone, nothing sent anywhere, small uploads."""
    return {
        "server_address": ADDRESS,
        "server_port": port,
        "server_headless": True,
        "server_enableCORS": True,
        "server_enableXsrfProtection": True,
        "server_maxUploadSize": MOST_UPLOAD_MB,
        "server_fileWatcherType": "none",
        "server_runOnSave": False,
        "runner_postScriptGC": False,  # half a second after every look, with all of the model in memory
        "browser_gatherUsageStats": False,
        "browser_serverAddress": ADDRESS,
        "client_toolbarMode": "minimal",
        "client_showErrorDetails": "none",
        "logger_hideWelcomeMessage": True,
        "theme_base": "light",
        "theme_primaryColor": "#00558c",
        "theme_textColor": "#1a1a1a",
        "theme_font": "sans-serif",
        "theme_headingFontSizes": ["2rem", "1.5rem", "1.25rem", "1.1rem", "1rem", "1rem"],
    }


def _check_port(port: int) -> None:
    if port not in PORTS:
        raise SettingsError(f"server.port = {port}: must be between {PORTS[0]} and {PORTS[-1]}")
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((ADDRESS, port))
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else str(error)
            raise SettingsError(f"server.port = {port}: cannot be used: {reason}") from error
