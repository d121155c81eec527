"""Every drawing is there as a picture too, and as it is now."""

from __future__ import annotations

import struct

import pytest

from bot.channels.picturing import DRAWINGS, PICTURES, WIDTH, digest, source_of

FILES = sorted(DRAWINGS.glob("*.svg"))
# Twilio takes 5 MB for a picture message, but carriers only about 600 KB.
LARGEST = 300_000


def test_there_is_a_picture_of_every_drawing_and_no_other() -> None:
    assert {p.stem for p in PICTURES.glob("*.png")} == {p.stem for p in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_picture_is_of_the_drawing_as_it_is_now(path: object) -> None:
    [drawing] = [file for file in FILES if file == path]
    picture = (PICTURES / f"{drawing.stem}.png").read_bytes()
    made_of = source_of(picture)
    assert made_of == digest(drawing.read_text(encoding="utf-8")), (
        "the drawing has changed; see bot/channels/picturing.py for how to draw it"
    )
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, height) == (WIDTH, WIDTH * 200 // 320)
    assert len(picture) < LARGEST


def test_a_picture_of_something_else_tells_no_drawing() -> None:
    assert source_of(b"") is None
    header = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x04tEXtx\0yz" + b"\0\0\0\0"
    assert source_of(header) is None
