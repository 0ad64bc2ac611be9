"""The peers of the image server: Debian's iipsrv behind nginx, and nginx serving the same answers as files."""

from __future__ import annotations

import http.client
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

IIPSRV = "/usr/lib/iipimage-server/iipsrv.fcgi"
_NGINX = """
daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_rlimit_nofile 4096;
{user}
events {{ worker_connections 1024; }}
http {{
  access_log off; client_body_temp_path {folder}/body; fastcgi_temp_path {folder}/fastcgi;
  proxy_temp_path {folder}/proxy; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  types {{ image/jpeg jpg; application/json json; }} default_type image/jpeg;
  sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=20000;
  upstream iipsrv {{ {backends} keepalive 16; }}
  server {{
    listen 127.0.0.1:{files}; root {folder}/files;
  }}
  server {{
    listen 127.0.0.1:{iip};
    location / {{
      fastcgi_pass iipsrv; fastcgi_keep_conn on;
      fastcgi_param REQUEST_METHOD GET; fastcgi_param SERVER_PROTOCOL HTTP/1.1; fastcgi_param HTTP_HOST $http_host;
      fastcgi_param REQUEST_URI $request_uri; fastcgi_param QUERY_STRING IIIF=$uri;
    }}
  }}
}}
"""


def missing() -> Sequence[str]:
    """The Debian packages of what is not on this machine."""
    needed = {
        "nginx-light": shutil.which("nginx"),
        "iipimage-server": Path(IIPSRV).exists(),
        "wrk": shutil.which("wrk"),
    }
    return [name for name, there in needed.items() if not there]


@contextmanager
def running(folder: Path, pyramids: Mapping[str, Path], *, port: int, processes: int = 2) -> Iterator[tuple[str, str]]:
    """Both peers; the address of iipsrv and that of the files, which stand in ``folder/files``.

    ``pyramids``: page key → its pyramid, the same files that ours are cut out of.
    """
    images = folder / "images" / "iiif" / "image"
    images.mkdir(parents=True)
    for key, path in pyramids.items():
        (images / key).symlink_to(path)
    backends = [port + 2 + at for at in range(processes)]
    with ExitStack() as stack:
        for backend in backends:
            environment = {
                "FILESYSTEM_PREFIX": str(folder / "images"), "IIIF_VERSION": "3", "LOGFILE": "/dev/null",
                "VERBOSITY": "0", "MAX_IMAGE_CACHE_SIZE": "64", "JPEG_QUALITY": "80", "CORS": "*",
            }  # fmt: skip
            stack.enter_context(_ended([IIPSRV, "--bind", f"127.0.0.1:{backend}", "--backlog", "512"], environment))
        configured = folder / "nginx.conf"
        configured.write_text(
            _NGINX.format(
                folder=folder, files=port, iip=port + 1, user="user root;" if Path("/root").owner() == "root" else "",
                backends=" ".join(f"server 127.0.0.1:{backend};" for backend in backends),
            )
        )  # fmt: skip
        stack.enter_context(_ended(["nginx", "-e", str(folder / "error.log"), "-c", str(configured)], {}))
        time.sleep(1)
        yield f"http://127.0.0.1:{port + 1}", f"http://127.0.0.1:{port}"


@contextmanager
def _ended(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[None]:
    with subprocess.Popen(
        command, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **environment}, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield
        finally:
            process.terminate()


def keep_answers(base: str, paths: Sequence[str], folder: Path) -> int:
    """Every answer as a file below ``folder``; how many bytes they are on average."""
    host = base.removeprefix("http://")
    connection, sizes = http.client.HTTPConnection(host), []
    for path in dict.fromkeys(paths):
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise SystemExit(f"{base}{path} answered {answer.status}.")
        target = folder / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
        sizes.append(len(body))
    return sum(sizes) // len(sizes)


def answered(base: str, paths: Sequence[str]) -> int:
    """How many of these different paths the server answers with 200."""
    connection = http.client.HTTPConnection(base.removeprefix("http://"))
    good = 0
    for path in dict.fromkeys(paths):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        good += answer.status == http.HTTPStatus.OK
    return good


def mix(paths: Sequence[str]) -> str:
    """How many of each kind of request these are."""
    kinds = Counter(map(_kind, paths))
    return ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())


def _kind(path: str) -> str:
    if path.endswith("info.json"):
        return "info.json"
    return "whole pages and thumbnails" if path.split("/")[4] == "full" else "tiles"
