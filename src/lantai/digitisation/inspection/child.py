"""The process that looks at scans: a path is asked about, an ``Inspected`` comes back.

Started as ``python -P -m lantai.digitisation.inspection.child``.
"""

from __future__ import annotations

from typing import Any

import cv2

from lantai.digitisation.confined.child import Answering, serve
from lantai.digitisation.inspection.examining import examine
from lantai.digitisation.inspection.inspected import to_json


def prepare(told: dict[str, Any]) -> Answering:
    cv2.setNumThreads(1)
    return lambda path: (to_json(examine(path, pixels=told["pixels"])), b"")


if __name__ == "__main__":
    serve(prepare)
