"""A load on one server by wrk: so many readers at once, over a list of addresses, and what they waited."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WRK = "wrk"
_SCRIPT = """
local paths, at = {}, 0
for line in io.lines("%(paths)s") do paths[#paths + 1] = line end
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], {["Host"] = wrk.host .. ":" .. wrk.port, ["Accept-Language"] = "zh-Hant"})
end
done = function(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("\\nsaid %%d %%d %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration, failed,
    latency:percentile(50), latency:percentile(95), latency:percentile(99), latency.max))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What a load told: answers a second, and milliseconds that half, 95 and 99 of 100 and all of them waited."""

    per_second: float
    failed: int
    half: float
    p95: float
    p99: float
    slowest: float


def is_there() -> bool:
    return shutil.which(WRK) is not None


def put(base: str, paths: Sequence[str], *, readers: int, seconds: int) -> Load:
    """Ask ``base`` for the paths in turn, by so many readers at once. Answers of 400 and above count as failed."""
    with tempfile.TemporaryDirectory(prefix="lantai-load-") as folder:
        listed, script = Path(folder, "paths"), Path(folder, "load.lua")
        listed.write_text("".join(f"{path}\n" for path in paths))
        script.write_text(_SCRIPT % {"paths": listed})
        command = [WRK, "-t1", f"-c{readers}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script), base]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    numbers = next(line for line in said.splitlines() if line.startswith("said ")).split()[1:]
    requests, duration, failed, *waited = map(int, numbers)
    return Load(requests / duration * 1e6, failed, *(one / 1000 for one in waited))
