"""A clinician's findings in the terminal: `python -m knowledge.examination --help`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from knowledge.case import Answer, Case, How, SaidBy, Status, Value
from knowledge.errors import CaseError
from knowledge.examination import Examined, Separating, TestResult, examine, separating
from knowledge.library import load_library
from knowledge.loading import load
from knowledge.model import Finding, Kind, KnowledgeBase
from knowledge.plain_json import plain_json

_DESCRIPTION = """\
Shows how examination and imaging findings move the odds. For clinicians: the ratios
hold for a test done by an examiner, never for one tried at home.

  python -m knowledge.examination --list
  python -m knowledge.examination --finding site_buttock=present \\
      --finding mri_disc_normal=present --test long_stride_in_ifi=positive
  python -m knowledge.examination --case answers.json \\
      --test active_hamstring_in_phs=negative

A finding is id=present, absent or unsure; a choice is id=value (radiation=foot); a
number is id=number (age_years=52). A case is the JSON list of a talk's answers."""

_RESULTS = {"positive": True, "negative": False}
_STATUSES = {status.value: status for status in Status}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 means that something given cannot be used."""
    options = _parser().parse_args(arguments)
    kb = load()
    library = load_library(kb)
    if options.list:
        for test in library.clinical_tests.values():
            if test.ratio(True):
                print(f"{test.id:32} {test.test.replace('_', ' ')} ({test.subtype})")
        return 0
    try:
        case = _case(options.case).add(*(_answer(kb, f) for f in options.finding))
        examined = examine(kb, library, case, [_result(t) for t in options.test])
    except CaseError as problem:
        print(problem, file=sys.stderr)
        return 2
    still = separating(kb, library, case)
    if options.json:
        record = {"separating": plain_json(still), **plain_json(examined)}
        print(json.dumps(record, indent=1))
    else:
        print("\n".join((*_told(examined), *_worth_doing(still))))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m knowledge.examination",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--case", type=Path, help="answers of a talk, as JSON")
    parser.add_argument("--finding", action="append", default=[], metavar="ID=VALUE")
    parser.add_argument(
        "--test", action="append", default=[], metavar="ID=positive|negative"
    )
    parser.add_argument("--list", action="store_true", help="the tests with a ratio")
    parser.add_argument("--json", action="store_true", help="everything, as JSON")
    return parser


def _case(path: Path | None) -> Case:
    if path is None:
        return Case()
    try:
        return Case.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CaseError(
            f"{path} is no list of answers ({error}); write one with Case.to_json()"
        ) from error


def _split(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise CaseError(f"{given!r} says no value; write id=value")
    return name, value


def _result(given: str) -> TestResult:
    test, outcome = _split(given)
    if outcome not in _RESULTS:
        raise CaseError(f"{given!r}: a test is positive or negative")
    return TestResult(test=test, positive=_RESULTS[outcome], said_by=SaidBy.CLINICIAN)


def _answer(kb: KnowledgeBase, given: str) -> Answer:
    name, said = _split(given)
    finding = kb.findings.get(name)
    if finding is None:
        raise CaseError(f"{name!r} is no finding; see knowledge/data/findings.yml")
    status, value = _value(finding, said)
    return Answer(
        finding=name,
        status=status,
        value=value,
        said_by=SaidBy.CLINICIAN,
        how=How.STAFF,
    )


def _value(finding: Finding, said: str) -> tuple[Status, Value]:
    if finding.kind is Kind.CHOICE and said in finding.choices:
        return Status.PRESENT, said
    if finding.kind is Kind.NUMBER:
        try:
            return Status.PRESENT, float(said)
        except ValueError:
            pass
    elif finding.kind is Kind.BOOLEAN and said in _STATUSES:
        return _STATUSES[said], None
    allowed = {
        Kind.CHOICE: ", ".join(finding.choices),
        Kind.NUMBER: f"a number ({finding.unit})",
        Kind.BOOLEAN: ", ".join(_STATUSES),
    }
    raise CaseError(f"{finding.id}={said}: allowed: {allowed[finding.kind]}")


def _told(examined: Examined) -> Iterable[str]:
    for moved in examined.moved:
        high = "no bound" if moved.ratio_high is None else f"{moved.ratio_high:.2g}"
        after_high = "" if moved.after_high is None else f" to {moved.after_high:.2g}"
        yield (
            f"{moved.condition}: {moved.test} "
            f"{'positive' if moved.positive else 'negative'}, "
            f"x {moved.ratio:.2g} ({moved.ratio_low:.2g} to {high}); "
            f"odds {moved.before:.2g} -> {moved.after:.2g} "
            f"({moved.after_low:.2g}{after_high}) [{', '.join(moved.references)}]"
        )
    yield ""
    yield "Ranked by the odds after it (odds, fit):"
    for candidate in examined.differential:
        fit = candidate.band.value.replace("_", " ")
        yield (
            f"{candidate.rank:3}. {candidate.condition:38} {candidate.odds:8.2g}  {fit}"
        )


def _worth_doing(still: Sequence[Separating]) -> Iterable[str]:
    if still:
        yield ""
        yield "Tests that would separate the patterns that fit (bits expected):"
    for test in still:
        yield (
            f"  {test.test:32} {test.gain:.3f}  x {test.if_positive.value:.2g} if "
            f"positive, x {test.if_negative.value:.2g} if negative  "
            f"[{', '.join(test.references)}]"
        )


if __name__ == "__main__":
    sys.exit(main())
