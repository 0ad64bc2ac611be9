"""Faces: the typefaces of the measuring set, and which characters each of them really draws.

All are free fonts of Debian. None enters the repository; the pages drawn with them do.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from PIL import ImageFont


@dataclass(frozen=True)
class Face:
    """A typeface: fontconfig's family, the Debian package, the style it stands for; ``written`` faces are a hand's."""

    family: str
    package: str
    style: str
    written: bool = False

    @cached_property
    def _listed(self) -> tuple[str, frozenset[int]]:
        """The font's file and the code points that it claims."""
        escaped = self.family.replace("-", "\\-")
        told = subprocess.run(
            ["fc-list", f":family={escaped}", "-f", "%{file}\t%{charset}\n"], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        if not told:
            raise SystemExit(f"The typeface {self.family} is not installed: apt-get install {self.package}")
        file, _, ranges = min(told).partition("\t")
        bounds = (part.partition("-") for part in ranges.split())
        return file, frozenset(
            chain.from_iterable(range(int(first, 16), int(last or first, 16) + 1) for first, _, last in bounds)
        )

    @cached_property
    def _font(self) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(self._listed[0], 32)

    def draws(self, char: str) -> bool:
        """Whether the face has this character. Some brush faces claim characters that are blank in them."""
        return _drawn(self, char)

    def has(self, char: str) -> bool:
        """As ``draws``, asked of the font itself."""
        return ord(char) in self._listed[1] and self._font.getmask(char).getbbox() is not None


@cache
def _drawn(face: Face, char: str) -> bool:
    return face.has(char)


FACES = {
    "serif": Face("Noto Serif CJK TC", "fonts-noto-cjk", "modern Song, as in the sample archive"),
    "ming": Face("AR PL UMing TW", "fonts-arphic-uming", "thin Ming"),
    "oldming": Face("cwTeXMing", "fonts-cwtex-ming", "Ming of the phototypesetter"),
    "letterpress": Face("Oradano-mincho-GSRR", "fonts-oradano-mincho-gsrr", "Ming of worn metal type"),
    "fangsong": Face("cwTeXFangSong", "fonts-cwtex-fs", "Fangsong"),
    "kai": Face("AR PL UKai TW", "fonts-arphic-ukai", "Kai, as in the sample archive"),
    "hei": Face("cwTeXHeiBold", "fonts-cwtex-heib", "bold Hei"),
    "thinhei": Face("Noto Sans CJK TC", "fonts-noto-cjk", "Hei of even weight"),
    "wenkai": Face("LXGW WenKai", "fonts-lxgw-wenkai", "Kai of a school book", written=True),
    "pen": Face("Klee One", "fonts-klee", "pen", written=True),
    "brush": Face("KouzanBrushFont", "fonts-kouzan-mouhitsu", "brush, regular hand", written=True),
    "running": Face("KouzanBrushFontGyousyo", "fonts-kouzan-mouhitsu", "brush, running hand", written=True),
}
