"""The benchmark measures real servers and leaves none behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.clients import BareClient
from benchmarks.engine import measure_engine
from benchmarks.servers import ServerFailed, serving
from benchmarks.timing import Timing
from benchmarks.turns import COMPLAINTS, chats, growth
from evaluation.vignettes import read_vignettes

ROOT = Path(__file__).parents[2]
BARE = ["-m", "benchmarks.bare_server", "{port}"]


def test_a_server_is_timed_weighed_and_stopped(tmp_path: Path):
    with serving(BARE, BareClient, folder=ROOT, log=tmp_path / "bare.log") as server:
        timing = chats(server.client, COMPLAINTS, talks=2, turns=10)
        compared = growth(server.client, COMPLAINTS, talks=1)
        assert server.megabytes() > 1
    assert len(timing.samples) == 20
    durations = [ms for _, before, _, after in compared for ms in (before, after)]
    assert min(*timing.samples, *durations, server.seconds_to_first_answer) > 0
    assert [(early, late) for early, _, late, _ in compared] == [(5, 50), (10, 100)]
    assert server.process.poll() is not None


def test_a_server_that_ends_at_once_is_reported_with_its_log(tmp_path: Path):
    log = tmp_path / "broken.log"
    broken = serving(["-c", "raise SystemExit"], BareClient, folder=ROOT, log=log)
    with pytest.raises(ServerFailed, match=r"broken\.log"), broken:
        pytest.fail("it must not count as running")


def test_every_recorded_step_of_the_engine_is_timed():
    vignettes = read_vignettes(ROOT / "evaluation" / "cases" / "vignettes.yml")[:3]
    steps, assessments = measure_engine(vignettes, rounds=2)
    assert len(assessments.samples) == 6
    assert len(steps.samples) > len(assessments.samples)


def test_percentiles_of_durations():
    timing = Timing([float(number) for number in range(1, 101)])
    assert (timing.p50, timing.p95) == (50, 95)
