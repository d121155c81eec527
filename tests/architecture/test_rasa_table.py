"""docs/rasa.md names, for every trap of Rasa, tests that exist."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs" / "rasa.md"
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def those_of(path: Path) -> set[str]:
    """The names of the tests of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in tree.body if isinstance(node, functions)}


def test_every_test_that_is_named_exists():
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    assert named
    for file, test in named:
        assert test.startswith("test_"), test
        assert (TESTS / file).is_file(), file
        assert test in those_of(TESTS / file), f"{file}::{test}"


def test_every_row_names_a_test_and_nothing_that_only_looks_like_one():
    rows = re.findall(r"^\| (\d+) \|(.+)\|$", PAGE.read_text(encoding="utf-8"), re.M)
    assert [int(number) for number, _ in rows] == list(range(1, 36))
    for number, row in rows:
        shown = row.split(" | ")[-1]
        assert NAMED.search(shown), number
        assert not NAMED.sub("", shown).strip(), f"{number}: {shown}"
