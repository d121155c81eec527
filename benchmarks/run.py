"""Measures Backtalk on this machine and prints milliseconds and ratios.

Nothing is asserted: durations are of this machine at this moment, ratios within one run
are what can be compared.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks import servers, turns
from benchmarks.clients import BacktalkClient, BareClient, RasaClient
from benchmarks.engine import measure_engine
from benchmarks.stock import NoStockBot, stock_bot
from benchmarks.timing import Timing
from benchmarks.widget import is_installed, measure_widget
from evaluation.backtalk import Backtalk, load_backtalk
from evaluation.messages import LabelledMessage, read_messages
from evaluation.talk import BotFailure, NoBot
from evaluation.vignettes import read_vignettes

_ROOT = Path(__file__).resolve().parents[1]
_CASES = _ROOT / "evaluation" / "cases"
_CACHE = _ROOT / ".cache"
_ROUNDS = 5
_STOCK_TALKS, _STOCK_TURNS = 15, 14
_BARE_TURNS = 300
_LONG_TALKS = 3
_AS_OFTEN_AS_YOU_LIKE = "1000000"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs every measurement; the exit status is 1 when something did not work."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--config", default="config.yml", help="which bot to measure")
    options = parser.parse_args(arguments)
    try:
        _measure(options.config)
    except (BotFailure, NoBot, NoStockBot, servers.ServerFailed, OSError) as error:
        print(f"The benchmark could not be finished: {error}", file=sys.stderr)
        return 1
    except http.client.HTTPException as error:
        print(f"A server broke off: {type(error).__name__}", file=sys.stderr)
        return 1
    return 0


def _measure(config: str) -> None:
    vignettes = read_vignettes(_CASES / "vignettes.yml")
    stock_folder = stock_bot(_CACHE / "rasa-init")

    _tell("the engine")
    steps, assessments = measure_engine(vignettes, _ROUNDS)
    _show("engine: next question", str(steps))
    _show("engine: whole assessment", str(assessments))

    _tell("language understanding")
    bot, _ = load_backtalk(config)
    messages = read_messages(_CASES / "messages.yml")
    _show("language: hearing findings", str(_hearing(bot, messages)))
    _show("language: whole parse", str(asyncio.run(_parsing(bot, messages))))

    _tell("a bare web server")
    with _bare() as server:
        bare = turns.chats(server.client, turns.COMPLAINTS, talks=1, turns=_BARE_TURNS)
    _show("turn over HTTP: bare Sanic route", str(bare))

    _tell("Backtalk")
    with tempfile.TemporaryDirectory() as data, _backtalk(config, data) as server:
        ours = turns.interviews(server.client, vignettes)
        _show("turn over HTTP: Backtalk", str(ours))
        _show_growth(server, turns.ASIDES)
        our_start, our_weight = _show_server(server)
        _show_widget(server)

    _tell("Backtalk on Rasa as it comes")
    with (
        tempfile.TemporaryDirectory() as data,
        _backtalk(config, data, speedups="none") as server,
    ):
        plain = turns.interviews(server.client, vignettes)
        _show("turn over HTTP: no speed-ups", str(plain))
        _show_growth(server, turns.ASIDES)
        plain_start, plain_weight = _show_server(server)

    _tell("the bot of `rasa init`")
    with _stock(stock_folder) as server:
        stock = turns.chats(
            server.client, turns.SMALL_TALK, talks=_STOCK_TALKS, turns=_STOCK_TURNS
        )
        _show("turn over HTTP: rasa init", str(stock))
        _show_growth(server, turns.SMALL_TALK)
        stock_start, stock_weight = _show_server(server)

    _show("Backtalk : bare Sanic route", _ratios(ours, bare))
    _show("Backtalk : without its speed-ups", _ratios(ours, plain))
    _show("  cold start", f"{our_start / plain_start:8.2f}")
    _show("  resident memory", f"{our_weight / plain_weight:8.2f}")
    _show("Backtalk : rasa init", _ratios(ours, stock))
    _show("  cold start", f"{our_start / stock_start:8.2f}")
    _show("  resident memory", f"{our_weight / stock_weight:8.2f}")


def _hearing(bot: Backtalk, messages: list[LabelledMessage]) -> Timing:
    timing = Timing()
    for message in messages * _ROUNDS:
        with timing.measure():
            bot.hear(message.text)
    return timing


async def _parsing(bot: Backtalk, messages: list[LabelledMessage]) -> Timing:
    timing = Timing()
    for message in messages * _ROUNDS:
        with timing.measure():
            await bot.intent(message.text)
    return timing


def _bare() -> AbstractContextManager[servers.Server]:
    return servers.serving(
        ["-m", "benchmarks.bare_server", "{port}"],
        BareClient,
        folder=_ROOT,
        log=_CACHE / "bare.log",
    )


def _stock(folder: Path) -> AbstractContextManager[servers.Server]:
    return servers.serving(
        ["-m", "rasa", "run", "--port", "{port}", "--interface", "127.0.0.1"],
        RasaClient,
        folder=folder,
        log=_CACHE / "rasa-init.log",
    )


def _backtalk(
    config: str, data: str, *, speedups: str = "all"
) -> AbstractContextManager[servers.Server]:
    serve = ["-m", "bot.runtime", "serve", "--port", "{port}", "--data", data]
    serve += ["--config", config]
    serve += ["--messages-per-minute", _AS_OFTEN_AS_YOU_LIKE]
    serve += ["--sessions-per-minute", _AS_OFTEN_AS_YOU_LIKE]
    return servers.serving(
        serve,
        BacktalkClient,
        folder=_ROOT,
        log=_CACHE / "backtalk.log",
        settings={"BACKTALK_SPEEDUPS": speedups},
    )


def _show_growth(server: servers.Server, texts: Sequence[str]) -> None:
    compared = turns.growth(server.client, texts, talks=_LONG_TALKS)
    for early, before, late, after in compared:
        _show(
            f"  turn {late} : turn {early}",
            f"{after / before:8.2f}  ({before:.1f} ms, {after:.1f} ms)",
        )


def _show_widget(server: servers.Server) -> None:
    if not is_installed():
        _show("widget: not measured", "no browser; run widget/scripts/setup.sh")
        return
    timings = measure_widget(f"http://127.0.0.1:{server.port}")
    _show("widget: click to open", str(timings["opening"]))
    _show("widget: click to first message", str(timings["first"]))
    _show("  of which the server's answer", str(timings["server"]))


def _show_server(server: servers.Server) -> tuple[float, float]:
    start, weight = server.seconds_to_first_answer, server.megabytes()
    _show("  start to first answer", f"{start:8.1f} s")
    _show("  resident memory", f"{weight:8.0f} MB")
    return start, weight


def _ratios(one: Timing, other: Timing) -> str:
    return f"{one.p50 / other.p50:8.2f} p50    {one.p95 / other.p95:8.2f} p95"


def _show(what: str, figures: str) -> None:
    print(f"{what:<34}{figures}", flush=True)


def _tell(what: str) -> None:
    print(f"Measuring {what} …", file=sys.stderr, flush=True)
