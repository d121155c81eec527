"""The arrows of docs/architecture.md hold, and the files keep to their job."""

import ast
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

OURS = {
    "knowledge",
    "understanding",
    "answering",
    "rendering",
    "book",
    "bot",
    "evaluation",
    "frontdesk",
    "handover",
    "worklist",
}
PLAIN = {"jsonschema", "ruamel"}

# What each package may import beside the standard library.
ALLOWED = {
    "knowledge": PLAIN,
    # PyTorch and safetensors train the second ear, and are not there otherwise.
    "understanding": PLAIN
    | {"knowledge", "spacy", "rapidfuzz", "numpy", "scipy", "torch", "safetensors"},
    "rendering": PLAIN | {"knowledge"},
    "answering": PLAIN | {"knowledge", "rendering", "numpy", "scipy", "sklearn"},
    "book": PLAIN | {"knowledge", "rendering", "answering"},
    # WeasyPrint is an extra: imported only where a PDF is asked for.
    "handover": {"knowledge", "rendering", "sqlalchemy", "weasyprint"},
    "worklist": PLAIN | {"handover", "knowledge", "rendering", "sqlalchemy"},
    "frontdesk": {
        *("knowledge", "understanding", "rendering", "answering"),
        *("handover", "worklist", "jsonschema"),
        *("aiohttp", "argon2", "jinja2", "sqlalchemy"),
    },
}

# Packages nobody but their owner may import.
FORBIDDEN = {
    "evaluation": {"frontdesk", "worklist"},
    "bot": {"evaluation", "frontdesk", "worklist"},
    "frontdesk": {"bot", "rasa", "rasa_sdk", "evaluation"},
}


# From words to findings: what each part of understanding may import beside the records.
FLOW = {
    "lexicon": {"text"},
    "text": {"lexicon"},
    "mentions": {"lexicon", "text"},
    "assertion": {"lexicon", "text", "mentions"},
    "values": {"lexicon", "text", "mentions", "assertion"},
    "findings": {"lexicon", "text", "mentions", "assertion"},
    "answers": {"lexicon", "text", "mentions", "assertion"},
    "other_languages": {"text"},
    "second_ear": set(),
}


def modules(package: str) -> list[Path]:
    """The Python files of a package."""
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The top-level names a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_imports_only_what_its_job_allows(package):
    assert modules(package)
    for path in modules(package):
        foreign = imported(path) - set(sys.stdlib_module_names) - {package}
        assert foreign <= ALLOWED[package], path


@pytest.mark.parametrize("package", FORBIDDEN)
def test_nobody_reaches_up_the_arrows(package):
    for path in modules(package):
        assert not imported(path) & FORBIDDEN[package], path


@pytest.mark.parametrize("part", FLOW)
def test_understanding_flows_from_words_to_findings(part):
    start = ROOT / "understanding" / part
    files = [*start.rglob("*.py")] or [start.with_suffix(".py")]
    inner = re.compile(r"^from understanding\.(\w+)", re.M)
    for path in files:
        used = set(inner.findall(path.read_text(encoding="utf-8")))
        assert used - {part, "model", "errors"} <= FLOW[part], path


def test_only_memory_reads_and_writes_slots():
    for path in modules("bot/actions"):
        if path.name != "memory.py":
            text = path.read_text(encoding="utf-8")
            assert "get_slot(" not in text, path
            assert "SlotSet(" not in text, path


def test_only_speaking_talks_to_the_dispatcher():
    for path in modules("bot/actions"):
        if path.name != "speaking.py":
            assert "utter_message(" not in path.read_text(encoding="utf-8"), path


def test_a_broad_except_stands_only_where_a_crash_is_turned_into_something():
    broad = re.compile(r"^\s*except( Exception| BaseException)?( as \w+)?:", re.M)
    allowed = {
        "bot/actions/safely.py",  # a crash becomes an apology with the safety net
        "bot/runtime/in_process_actions.py",  # a crash becomes a 500, as over HTTP
        "worklist/duties.py",  # a crash of one duty is told and tried again
        "frontdesk/handing_over.py",  # a crash is told, shown, and tried again
        "frontdesk/web/app.py",  # a crash becomes a page that says what to do
        "understanding/second_ear/opinion.py",  # a crash leaves what patterns heard
        "evaluation/backtalk.py",  # a crash of the bot is an outcome of the case
    }
    for package in OURS:
        for path in modules(package):
            name = path.relative_to(ROOT).as_posix()
            if broad.search(path.read_text(encoding="utf-8")):
                assert name in allowed, name


def leads_to(path: Path, ours: set[str]) -> set[str]:
    """Our own modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            named = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= named & ours or {node.module}
    return found & ours


def test_no_modules_import_each_other_in_a_circle():
    paths = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(
            ".__init__"
        ): path
        for package in OURS
        for path in modules(package)
    }
    graph = {name: leads_to(path, set(paths)) - {name} for name, path in paths.items()}
    assert graph["knowledge.interview"]
    TopologicalSorter(graph).prepare()  # raises CycleError with the circle


def test_no_module_outgrows_a_reader():
    for package in OURS:
        for path in modules(package):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            assert lines <= 350, f"{path}: {lines} lines"


def test_there_is_no_drawer_for_whatever_fits_nowhere():
    for package in OURS:
        for path in modules(package):
            assert path.stem not in {"utils", "helpers", "misc", "common"}, path


def test_nothing_is_left_unfinished():
    unfinished = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError")
    for package in OURS:
        for path in modules(package):
            assert not unfinished.search(path.read_text(encoding="utf-8")), path


SENTENCE = re.compile(r"[A-Z][a-z]+( [a-z]+){4,}[.?!]")


def test_the_knowledge_files_hold_no_sentences_for_people():
    for path in (ROOT / "knowledge" / "data").rglob("*.yml"):
        if path.name == "references.yml":
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            said = line.split("#", 1)[0]
            assert not SENTENCE.search(said), f"{path.name}:{number}"
