"""The server: this machine alone, nothing sent, whatever is in the user's home."""

import socket
from pathlib import Path
from typing import Any

import pytest
from streamlit import config
from streamlit.web import bootstrap

from simulation.settings import SettingsError
from simulation.settings.tasks import Serve, Server, task_settings
from simulation.web import serve

SAFE = {
    "server.address": "127.0.0.1",
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.maxUploadSize": 1,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
}
OPEN = """
[server]
address = "0.0.0.0"
enableXsrfProtection = false
enableCORS = false
enableStaticServing = true
maxUploadSize = 5000
[browser]
gatherUsageStats = true
[client]
showErrorDetails = "full"
"""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the server would be started with; it is not."""
    found: dict[str, Any] = {}

    def run(script: str, is_hello: bool, arguments: list[str], flags: dict[str, Any]) -> None:
        found.update({name: config.get_option(name) for name in (*SAFE, "server.enableStaticServing", "server.port")})

    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setattr(serve, "_start_model", lambda: found.update(model="starts"))
    monkeypatch.setattr(config, "get_config_files", config.get_config_files)  # put back afterwards
    monkeypatch.setattr(serve, "asked", serve.asked)
    return found


def test_settings_in_home_and_folder_open_nothing(
    started: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path / "home", tmp_path / "here"):
        (folder / ".streamlit").mkdir(parents=True)
        (folder / ".streamlit" / "config.toml").write_text(OPEN)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "here")
    port = free_port()
    assert serve.run(Serve(server=Server(port=port))) == 0
    assert started == {**SAFE, "server.enableStaticServing": False, "server.port": port, "model": "starts"}


def test_settings_of_the_page() -> None:
    made = task_settings("serve", ["task=serve", "lang=en", "server.port=8600"])
    assert made == Serve(lang="en", server=Server(port=8600))  # type: ignore[arg-type]
    assert task_settings("serve", ["task=serve"]) == Serve()
    for given, said in (
        ("server.prt=1", "did you mean 'server.port'"),
        ("server.port=many", "must be a whole number"),
        ("server.address=0.0.0.0", "no setting of task=serve"),
        ("town=enschede", "no setting of task=serve"),
    ):
        with pytest.raises(SettingsError, match=said):
            task_settings("serve", [given])


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_ports_that_are_none_are_refused(port: int, started: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=f"server.port = {port}: must be between 1 and 65535"):
        serve.run(Serve(server=Server(port=port)))
    assert started == {}


def test_a_port_in_use_is_refused(started: dict[str, Any]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="cannot be used: Address already in use"):
            serve.run(Serve(server=Server(port=taken.getsockname()[1])))
    assert started == {}


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port
