"""The spaCy pipeline: words, then the concepts of the lexicon among them."""

from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from understanding.lexicon import Lexicon, load_lexicon
from understanding.text.phrase_index import PhraseIndex
from understanding.text.tokenizer import WordTokenizer
from understanding.text.utterance import COMMA, Mark, Utterance

# Phrases compete within a group; idioms that mean nothing compete with all.
_BESIDE, _BODY, _IDEAS, _IDIOMS = "beside", "body", "ideas", "idioms"
# What a "back" may be that is no part of the body: none at all, or long ago.
_RETURNS = ("nothing", "saying", "past")
_RIVALS = {_IDIOMS: (_BODY, _IDEAS)}


def _group(concept: str) -> str:
    if concept in ("nothing", "saying"):
        return _IDIOMS
    return _BODY if concept.startswith(("site.", "act.", "eff.", "side.")) else _IDEAS


def _grouped(concepts: tuple[str, ...], lexicon: Lexicon) -> dict[str, list[str]]:
    """The concepts of one phrase by the group they compete in."""
    groups: dict[str, list[str]] = {}
    for concept in concepts:
        group = _BESIDE if concept in lexicon.overlays else _group(concept)
        groups.setdefault(group, []).append(concept)
    return groups


def _claims(
    taken: dict[tuple[str, int], tuple[int, int]], group: str, start: int, end: int
) -> bool:
    """Takes words [start, end) for a group, unless a longer phrase has them."""
    cells = [(group, i) for i in range(start, end)]
    if any(taken.get(cell, (start, end)) != (start, end) for cell in cells):
        return False
    taken.update((cell, (start, end)) for cell in cells)
    return True


class ConceptFinder:
    """Marks concepts; of overlapping phrases of one group the longest counts."""

    def __init__(self, lexicon: Lexicon) -> None:
        concepts = lexicon.concepts
        self._terms = lexicon.terms
        self._phrases = PhraseIndex(
            {concept: concepts.written(concept) for concept in concepts},
            lambda named: _grouped(named, lexicon),
        )

    def __call__(self, doc: Doc) -> Doc:
        """The message with its marks: which concept stands where."""
        pauses = doc.user_data["pauses"]
        found = [
            (start, end, groups)
            for start, end, groups in self._phrases.find([word.text for word in doc])
            if max(pauses[start + 1 : end], default=0) < COMMA
        ]
        found = [item for item in found if not self._is_a_back(doc, *item)]
        found.sort(key=lambda item: (item[0] - item[1], item[0]))
        taken: dict[tuple[str, int], tuple[int, int]] = {}
        marks: list[Mark] = []
        for start, end, groups in found:
            for group, concepts in groups.items():
                rivals = _RIVALS.get(group, (group,))
                won = [r for r in rivals if _claims(taken, r, start, end)]
                if won or group == _BESIDE:
                    marks += [Mark(concept, start, end) for concept in concepts]
        doc.user_data["marks"] = sorted(marks, key=lambda m: (m.start, m.end))
        return doc

    def _is_a_back(
        self, doc: Doc, start: int, end: int, groups: dict[str, list[str]]
    ) -> bool:
        """Whether it only reads like coming back: "hurt my back at work"."""
        return (
            any(concept in _RETURNS for names in groups.values() for concept in names)
            and 0 < start < end - 1
            and doc[start].text in self._terms["returning"]
            and doc[start + 1].text in self._terms["returned_to"]
            and doc[start - 1].text in self._terms["before_a_part"]
        )


@Language.factory(  # type: ignore[untyped-decorator]
    "symptom_concepts", default_config={"language": "en"}
)
def symptom_concepts(nlp: Language, name: str, language: str) -> ConceptFinder:
    """The component that marks the concepts of a language's lexicon."""
    return ConceptFinder(load_lexicon(language))


@lru_cache(maxsize=None)
def pipeline(language: str = "en") -> Language:
    """The blank pipeline of a language with our tokenizer and concepts."""
    nlp = spacy.blank(language)
    nlp.tokenizer = WordTokenizer(nlp.vocab, load_lexicon(language))
    nlp.add_pipe("symptom_concepts", config={"language": language})
    return nlp


def read(nlp: Language, text: str) -> Utterance:
    """The message as words, pauses and concepts."""
    doc = nlp(text)
    data = doc.user_data
    utterance = Utterance(
        [token.text for token in doc],
        data["offsets"],
        data["pauses"],
        data["asks"],
        load_lexicon(nlp.lang).terms,
    )
    utterance.mark(data["marks"])
    return utterance
