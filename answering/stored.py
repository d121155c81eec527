"""Keeps what was learnt from the phrasings in a file, so that starting is quick.

Plain numbers and words, nothing executable. The file's name is a digest of everything
that goes into it: a change of any of it makes another file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from answering.retrieval import Vectors, letter_counter, word_counter

_PARTS = ("data", "indices", "indptr", "shape")


def digest(given: Iterable[str], files: Iterable[Path]) -> str:
    """A name that changes with anything given and with any change to a file."""
    found = hashlib.sha256("\0".join(given).encode())
    for path in sorted(files):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def kept(path: Path, learn: Callable[[], Vectors]) -> Vectors:
    """What was learnt before, or else learnt now and kept if the folder allows it."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            return _from_arrays(stored)
    except (OSError, KeyError, ValueError, BadZipFile):
        vectors = learn()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.stem}-{os.getpid()}.npz")
        np.savez_compressed(unfinished, **_to_arrays(vectors))
        unfinished.replace(path)
    except OSError:
        pass  # a read-only installation learns at every start
    return vectors


def _to_arrays(vectors: Vectors) -> dict[str, Any]:
    arrays = {
        "topics": _text(vectors.topics),
        "documents": _text(vectors.documents),
        "rows": vectors.rows,
    }
    for name in ("words", "letters", "whole"):
        counter: TfidfVectorizer = getattr(vectors, name)
        arrays[f"{name}_terms"] = _text(counter.get_feature_names_out())
        arrays[f"{name}_idf"] = counter.idf_
    for name in ("phrasings", "wholes"):
        for part in _PARTS:
            arrays[f"{name}_{part}"] = np.asarray(getattr(getattr(vectors, name), part))
    return arrays


def _from_arrays(stored: Mapping[str, Any]) -> Vectors:
    return Vectors(
        topics=_lines(stored["topics"]),
        documents=_lines(stored["documents"]),
        rows=stored["rows"],
        words=_counter(stored, "words", word_counter()),
        letters=_counter(stored, "letters", letter_counter()),
        whole=_counter(stored, "whole", word_counter()),
        phrasings=_matrix(stored, "phrasings"),
        wholes=_matrix(stored, "wholes"),
    )


def _counter(
    stored: Mapping[str, Any], name: str, counter: TfidfVectorizer
) -> TfidfVectorizer:
    terms = _lines(stored[f"{name}_terms"])
    counter.set_params(vocabulary={term: at for at, term in enumerate(terms)})
    counter.idf_ = stored[f"{name}_idf"]  # also makes `vocabulary_` of the vocabulary
    return counter


def _matrix(stored: Mapping[str, Any], name: str) -> csr_matrix:
    data, indices, indptr, shape = (stored[f"{name}_{part}"] for part in _PARTS)
    return csr_matrix((data, indices, indptr), shape=tuple(shape))


def _text(lines: Iterable[str]) -> Any:
    """Lines as bytes: a fixed width for each would take many times the room."""
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _lines(array: Any) -> list[str]:
    return bytes(array).decode().split("\n")
