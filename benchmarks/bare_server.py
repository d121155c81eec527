"""The least a web server can do: a Sanic route that answers JSON.

It is what a turn costs before any bot does anything: `python -m benchmarks.bare_server
PORT`.
"""

from __future__ import annotations

import sys

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

app = Sanic("bare")


@app.post("/turn")
async def turn(request: Request) -> HTTPResponse:
    """Reads the message and answers one of about a bot's length."""
    text = str(request.json["message"])
    return json({"messages": [{"text": f"{text} " * 10, "buttons": [], "data": {}}]})


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), access_log=False)
