"""Makes answers small on the way: the advice is 84 KB of JSON that packs to a sixth."""

from __future__ import annotations

import gzip
import zlib

from sanic.request import Request
from sanic.response import HTTPResponse

SMALLEST = 1024
_LEVEL = 6
_GZIP_WINDOW = 31


def takes_gzip(request: Request) -> bool:
    """Whether the client can unpack gzip."""
    accepted = request.headers.get("accept-encoding", "")
    for coding in accepted.split(","):
        name, _, quality = coding.partition(";")
        if name.strip() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0")
    return False


def pack(request: Request, response: HTTPResponse) -> None:
    """Packs a whole response in place if that is worth it."""
    body = response.body
    if not body or len(body) < SMALLEST or not takes_gzip(request):
        return
    response.body = gzip.compress(body, _LEVEL, mtime=0)
    response.headers["Content-Encoding"] = "gzip"


class Packer:
    """Packs a response piece by piece; each piece can be read as soon as it arrives."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)

    def piece(self, data: bytes, *, last: bool = False) -> bytes:
        """The next bytes to send."""
        ending = zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH
        return self._stream.compress(data) + self._stream.flush(ending)
