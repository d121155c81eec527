"""Spanish: warning signs are heard, replies are read, nothing is invented."""

from __future__ import annotations

import pytest

from knowledge import KnowledgeBase, load
from knowledge.files import read_yaml
from understanding import Asked, Phrasebook
from understanding.phrasebook import FOLDER

SCREEN = Asked("screen", "multiple", ("fever", "rash"))


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load()


@pytest.fixture(scope="module")
def spanish() -> Phrasebook:
    return Phrasebook.load("es")


HEARD = {
    "No puedo orinar": {"bladder_change"},
    "no consigo hacer pis desde esta mañana": {"bladder_change"},
    "Se me escapa la orina": {"bladder_change"},
    "me meo encima sin darme cuenta": {"bladder_change"},
    "no noto cuando orino": {"bladder_change"},
    "no puedo aguantar la caca": {"bowel_change"},
    "Me hago caca encima": {"bowel_change"},
    "TENGO EL CULO DORMIDO": {"saddle_numbness"},
    "hormigueo en la entrepierna": {"saddle_numbness"},
    "no siento nada al limpiarme": {"saddle_numbness"},
    "adormecimiento entre las piernas y no puedo mear": {
        "saddle_numbness",
        "bladder_change",
    },
    "me duelen las dos piernas": {"bilateral_leg_symptoms"},
    "Las dos piernas me fallan": {"both_legs_weak"},
    "no puedo levantar el pie": {"foot_drop"},
    "tengo fiebre y escalofríos": {"fever"},
    "he tenido cáncer de mama": {"cancer_history"},
    "empezó con un accidente de coche": {"major_trauma"},
    "me caí por las escaleras": {"major_trauma"},
    "me he desmayado": {"collapse"},
    "estoy embarazada y sangro": {"vaginal_bleeding"},
    "no tengo dolor, pero no puedo orinar": {"bladder_change"},
}

NOT_HEARD = [
    "no tengo fiebre",
    "sin fiebre ni escalofríos",
    "nunca he tenido cáncer",
    "no se me escapa el pis",
    "no me he desmayado",
    "me duele la espalda",
    "hola, buenos días",
    "no",
]


@pytest.mark.parametrize(("text", "findings"), HEARD.items())
def test_warning_signs_are_heard(
    spanish: Phrasebook, text: str, findings: set[str]
) -> None:
    heard = spanish.hear(text, SCREEN)
    present = {s.finding for s in heard.statements if s.status == "present"}

    assert present == findings


@pytest.mark.parametrize("text", NOT_HEARD)
def test_what_is_denied_or_not_said_is_not_heard(
    spanish: Phrasebook, text: str
) -> None:
    assert spanish.hear(text).statements == ()


@pytest.mark.parametrize(
    ("text", "emergency"),
    [
        ("me duele el pecho", "chest_pain"),
        ("no puedo respirar", "breathing"),
        ("creo que es un ictus", "stroke"),
        ("quiero morirme", "suicidal_thoughts"),
        ("mi marido me pega", "abuse"),
        ("he tomado demasiadas pastillas", "overdose"),
    ],
)
def test_other_emergencies_are_heard(
    spanish: Phrasebook, text: str, emergency: str
) -> None:
    assert emergency in spanish.hear(text).emergencies


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("Sí", "yes"),
        ("si, claro", "yes"),
        ("No", "no"),
        ("No, nada", "no"),
        ("no sé", "unsure"),
        ("Prefiero no decirlo", "declined"),
        ("me duele mucho", None),
    ],
)
def test_replies_are_read(spanish: Phrasebook, text: str, reply: str | None) -> None:
    assert spanish.hear(text).reply == reply


def test_a_reply_answers_what_was_asked(spanish: Phrasebook) -> None:
    single = Asked("breathless", "single", ("breathless",))
    choice = Asked("sex", "choice", ("sex",))

    def said(text: str, asked: Asked) -> list[tuple[str, str]]:
        return [(s.finding, s.status) for s in spanish.hear(text, asked).statements]

    assert said("no", SCREEN) == [("fever", "absent"), ("rash", "absent")]
    assert said("sí", SCREEN) == [], "which of them is still to be asked"
    assert said("sí", single) == [("breathless", "present")]
    assert said("no sé", single) == [("breathless", "unsure")]
    assert said("no", choice) == []


@pytest.mark.parametrize(
    ("text", "finding", "value"),
    [
        ("45", "age_years", 45),
        ("tengo 45 años", "age_years", 45),
        ("3 semanas", "duration_weeks", 3),
        ("unos 2 meses", "duration_weeks", 8.7),
        ("desde hace 1,5 años", "duration_weeks", 78.3),
    ],
)
def test_numbers_are_read_with_their_unit(
    spanish: Phrasebook, text: str, finding: str, value: float
) -> None:
    [statement] = spanish.hear(text, Asked("q", "number", (finding,))).statements

    assert statement.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["3", "entre 2 y 3 semanas", "mucho", "2 semanas 3 días"]
)
def test_a_span_of_time_without_one_number_and_unit_is_not_guessed(
    spanish: Phrasebook, text: str
) -> None:
    asked = Asked("duration", "number", ("duration_weeks",))

    assert spanish.hear(text, asked).statements == ()


@pytest.mark.parametrize("language", Phrasebook.languages())
def test_every_finding_of_a_phrasebook_is_in_the_knowledge(
    kb: KnowledgeBase, language: str
) -> None:
    book = read_yaml(FOLDER / f"{language}.yml")

    assert book["findings"].keys() <= kb.findings.keys()
