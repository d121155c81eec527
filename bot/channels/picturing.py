"""The drawings as PNG pictures, for services that show no SVG.

They are drawn once, with a program that nobody needs to run the product, and kept:

    uv run --with resvg-py==0.5.0 python -m bot.channels.picturing

Each picture carries the digest of the drawing it was made of, so that a drawing that
has changed since is noticed.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from pathlib import Path

import rendering

DRAWINGS = Path(rendering.__file__).parent / "drawings"
PICTURES = Path(__file__).parent / "pictures"
WIDTH = 960
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"Source"
_INK = "#1b2730"
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{[^{}]*\{[^{}]*\} \}")


def source_of(picture: bytes) -> str | None:
    """The digest of the drawing that a picture was made of; None if it tells none."""
    at = len(_SIGNATURE)
    while at + 8 <= len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        kind, data = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        keyword, _, text = data.partition(b"\0")
        if kind == b"tEXt" and keyword == _KEYWORD:
            return text.decode("latin-1")
        at += length + 12
    return None


def digest(drawing: str) -> str:
    """What a picture tells of its drawing."""
    return hashlib.sha256(drawing.encode()).hexdigest()


def on_paper(drawing: str) -> str:
    """A drawing as it stands on light ground, for programs that know no themes."""
    light = _DARK.sub("", drawing)
    light = light.replace("svg:root .ground", ".ground").replace("svg:root", "svg")
    return light.replace("<svg ", f'<svg color="{_INK}" ', 1)


def main() -> None:
    """Draws every picture anew."""
    import resvg_py

    PICTURES.mkdir(exist_ok=True)
    for path in sorted(DRAWINGS.glob("*.svg")):
        drawing = path.read_text(encoding="utf-8")
        picture = resvg_py.svg_to_bytes(svg_string=on_paper(drawing), width=WIDTH)
        marked = _with_source(bytes(picture), digest(drawing))
        (PICTURES / f"{path.stem}.png").write_bytes(marked)


def _with_source(picture: bytes, source: str) -> bytes:
    """The picture with one more note, right behind its header."""
    (length,) = struct.unpack(">I", picture[8:12])
    behind_header = 8 + 12 + length
    content = b"tEXt" + _KEYWORD + b"\0" + source.encode()
    size = struct.pack(">I", len(content) - 4)
    check = struct.pack(">I", zlib.crc32(content))
    return picture[:behind_header] + size + content + check + picture[behind_header:]


if __name__ == "__main__":
    main()
