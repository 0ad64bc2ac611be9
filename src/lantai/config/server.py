"""Serving: Granian with the one WSGI callable, and the supervised workers, on one port.

Everything that can be known to fail (a taken port, a home that another server holds) fails before anything
starts. SIGINT and SIGTERM end the server and the workers within seconds.
"""

from __future__ import annotations

import errno
import http.client
import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import fields
from types import FrameType
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from lantai.config import bodies, home
from lantai.config.installation import Installation
from lantai.config.supervisor import Supervisor

_KILL_AFTER = 2
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}  # noqa: S104 - to be shown, not bound


class PortTaken(Exception):
    """Something else listens there, or we may not."""


def public_url(installation: Installation, *, host: str, port: int) -> str:
    """Where readers find the site: the setting where one was made, else this address."""
    default = next(item.default for item in fields(Installation) if item.name == "public_url")
    if installation.public_url != default:
        return installation.public_url
    shown = _ANYWHERE.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def ensure_free(host: str, port: int) -> None:
    """Raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(_why(error, host, port)) from error


def serve(installation: Installation, *, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve until told to end. Raises PortTaken and home.HomeInUse before anything starts."""
    ensure_free(host, port)
    url = public_url(installation, host=host, port=port)
    # The children read their settings themselves.
    os.environ.update(LANTAI_HOST=host, LANTAI_PORT=str(port), LANTAI_PUBLIC_URL=url)
    with home.served(installation.run_dir, address=url):
        supervisor = Supervisor(say=say)
        multiprocessing.set_start_method("spawn", force=True)
        logging.getLogger("_granian").addFilter(_is_news)
        server = Granian(
            "lantai.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=installation.web_processes,
            blocking_threads=min(32, 2 * (os.cpu_count() or 1) + 1) + bodies.AT_ONCE,
            respawn_failed_workers=True,
            workers_kill_timeout=_KILL_AFTER,
            websockets=False,
            log_level=LogLevels.warning,
        )
        server.on_startup(supervisor.start)
        server.on_startup(lambda: _end_together(supervisor))
        server.on_startup(lambda: _announce(url, host, port, say))
        try:
            server.serve()
        finally:
            supervisor.stop()


def _is_news(told: logging.LogRecord) -> bool:
    """That there are more threads than cores is meant so: some only wait for bodies (``bodies.py``)."""
    return "Python threads" not in told.getMessage()


def _end_together(supervisor: Supervisor) -> None:
    """Tell the workers to end when the server is told to, not after it: Granian has its handlers in place by now."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _both(supervisor, signal.getsignal(number)))


def _both(supervisor: Supervisor, handler: Any) -> Callable[[int, FrameType | None], None]:
    def handle(number: int, frame: FrameType | None) -> None:
        supervisor.ask_to_end()
        handler(number, frame)

    return handle


def _announce(url: str, host: str, port: int, say: Callable[[str], None]) -> None:
    """Say where the site is as soon as it answers."""

    def wait() -> None:
        while not _answers(_ANYWHERE.get(host, host), port):
            time.sleep(0.1)
        say(f"Lantai is open at {url} (Ctrl-C ends it).")

    threading.Thread(target=wait, name="announcer", daemon=True).start()


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host.strip("[]"), port, timeout=5)
    try:
        connection.request("HEAD", "/robots.txt")
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program; choose another with --port (make: PORT=)."
    if error.errno == errno.EACCES:
        return f"Port {port} may not be opened by this user; choose one above 1023 with --port (make: PORT=)."
    return f"Nothing can be served at {host}:{port}: {error.strerror}."
