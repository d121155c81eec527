"""Spanish: warning signs are heard, replies are read, nothing is invented."""

from __future__ import annotations

import pytest

import knowledge
from knowledge import Answer, Case, KnowledgeBase, Level, Status, load
from knowledge.files import read_yaml
from tests.understanding.reading import table
from understanding import Asked, Phrasebook
from understanding.other_languages.phrasebook import FOLDER

RED_FLAGS = table("red_flags_es.yml")
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
    "hola, buenos días",
    "no",
]


@pytest.mark.parametrize(("text", "findings"), HEARD.items())
def test_warning_signs_are_heard(
    spanish: Phrasebook, text: str, findings: set[str]
) -> None:
    heard = spanish.hear(text, SCREEN)
    present = {s.finding for s in heard.statements if s.status == "present"}

    assert present >= findings


@pytest.mark.parametrize("text", NOT_HEARD)
def test_what_is_denied_or_not_said_is_not_heard(
    spanish: Phrasebook, text: str
) -> None:
    assert spanish.hear(text).statements == ()


def rows(part: str) -> list[tuple[str, str]]:
    return [
        (finding, text) for finding, all_ in RED_FLAGS[part].items() for text in all_
    ]


def told(spanish: Phrasebook, text: str) -> dict[str, str]:
    return {s.finding: s.status for s in spanish.hear(text).statements}


def test_there_are_enough_ways_of_telling_and_denying_a_red_flag() -> None:
    assert len(set(rows("reported"))) >= 120
    assert len(set(rows("not claimed"))) >= 60


@pytest.mark.parametrize(("finding", "text"), rows("reported"))
def test_a_reported_red_flag_is_heard_and_raises_the_alarm(
    spanish: Phrasebook, kb: KnowledgeBase, finding: str, text: str
) -> None:
    statements = spanish.hear(text).statements
    case = Case().add(
        Answer(finding="site_low_back", status=Status.PRESENT),
        Answer(finding="age_years", status=Status.PRESENT, value=45.0),
        *(
            Answer(finding=s.finding, status=Status(s.status), value=s.value)
            for s in statements
        ),
    )

    assert (finding, "present") in {(s.finding, s.status) for s in statements}
    assert knowledge.assess(kb, case).level.rank <= Level.SAME_DAY.rank


@pytest.mark.parametrize(("finding", "text"), rows("not claimed"))
def test_a_red_flag_nobody_claims_is_not_heard(
    spanish: Phrasebook, finding: str, text: str
) -> None:
    assert finding not in told(spanish, text)


@pytest.mark.parametrize(("finding", "text"), rows("unsure"))
def test_a_red_flag_somebody_is_not_sure_of_stays_unsure(
    spanish: Phrasebook, finding: str, text: str
) -> None:
    assert told(spanish, text)[finding] == "unsure"


@pytest.mark.parametrize(
    ("text", "emergency"), [("nadie", None), ("no puedo hablar bien", "stroke")]
)
def test_no_message_denies_what_was_not_asked(
    spanish: Phrasebook, text: str, emergency: str | None
) -> None:
    heard = spanish.hear(text)
    assert all(s.status != "absent" for s in heard.statements)
    assert emergency is None or emergency in heard.emergencies


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Llevo 3 semanas con dolor en la nalga izquierda que baja hasta el pie, "
            "peor al sentarme",
            {
                "duration_weeks": 3,
                "site_buttock": None,
                "site_foot": None,
                "side": "left",
                "radiation": "foot",
                "worse_sitting": None,
            },
        ),
        (
            "tengo 45 años y me duele la zona lumbar desde hace dos meses",
            {"age_years": 45, "site_low_back": None, "duration_weeks": 8.7},
        ),
        (
            "me duele el muslo y la nalga derecha",
            {"site_leg": None, "site_buttock": None, "side": "right"},
        ),
        (
            "no me duele la espalda, me duele la nalga",
            {"site_buttock": None},
        ),
        ("me duele menos sentado", {"relief_sitting": None}),
        ("me duele la espalda", {"site_low_back": None}),
        ("me duele la parte alta de la espalda", {"site_upper_back": None}),
        ("no me puedo sentar", {"worse_sitting": None}),
        ("el dolor se alivia al caminar", {"relief_walking": None}),
        ("el dolor mejora de pie", {}),
        (
            "dolor en la pierna al estar de pie",
            {"site_leg": None, "worse_standing": None},
        ),
        ("duele al toser", {"worse_cough_sneeze": None}),
        ("me duele la nalga, pero la pierna está bien", {"site_buttock": None}),
        ("tengo dos hijos", {}),
        ("hace 3 años tuve una gripe", {}),
        ("no me duele al toser", {}),
    ],
)
def test_what_hurts_where_and_since_when_is_heard_in_free_words(
    spanish: Phrasebook, text: str, expected: dict[str, object]
) -> None:
    heard = {s.finding: s.value for s in spanish.hear(text).statements}

    assert heard == {
        finding: pytest.approx(value) if isinstance(value, float) else value
        for finding, value in expected.items()
    }


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("la 2", [("rash", "present")]),
        ("1 y 2", [("fever", "present"), ("rash", "present")]),
        ("solo la primera", [("fever", "present"), ("rash", "absent")]),
        ("3", [("fever", "absent"), ("rash", "absent")]),
        ("4", [("fever", "unsure"), ("rash", "unsure")]),
        ("7", []),
        ("2 semanas", []),
    ],
)
def test_answers_are_picked_by_their_number(
    spanish: Phrasebook, text: str, picked: list[tuple[str, str]]
) -> None:
    options = (
        ("fever", "Fiebre"),
        ("rash", "Erupción"),
        ("none", "Nada de esto"),
        ("unsure", "No lo tengo claro"),
    )
    asked = Asked("screen", "multiple", ("fever", "rash"), options)

    said = [(s.finding, s.status) for s in spanish.hear(text, asked).statements]

    assert said == picked


@pytest.mark.parametrize(
    ("text", "finding", "value"),
    [
        ("en la nalga", "main_site", "buttock"),
        ("la izquierda", "side", "left"),
        ("poco a poco", "onset", "gradual"),
        ("hasta el pie", "radiation", "foot"),
        ("soy mujer", "sex", "female"),
    ],
)
def test_a_choice_can_be_named_in_own_words(
    spanish: Phrasebook, text: str, finding: str, value: str
) -> None:
    [statement] = spanish.hear(text, Asked("q", "choice", (finding,))).statements

    assert (statement.finding, statement.value) == (finding, value)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("¿Qué significa eso?", "ask_meaning"),
        ("No entiendo la pregunta", "ask_meaning"),
        ("¿Por qué me lo pregunta?", "ask_why"),
        ("¿De dónde sale esto?", "ask_sources"),
        ("volver atrás", "go_back"),
        ("Empezar de nuevo", "restart"),
        ("hola", "greet"),
        ("gracias", "chitchat"),
        ("no puedo orinar", None),
        ("no", None),
    ],
)
def test_what_is_asked_of_the_bot_is_told_by_its_intent(
    spanish: Phrasebook, text: str, intent: str | None
) -> None:
    assert spanish.request(text) == intent


@pytest.mark.parametrize("language", Phrasebook.languages())
def test_what_can_be_asked_of_the_bot_is_an_intent_of_it(language: str) -> None:
    domain = read_yaml(FOLDER.parents[2] / "domain.yml")

    assert read_yaml(FOLDER / f"{language}.yml")["requests"].keys() <= {
        name for intent in domain["intents"] for name in intent
    }


@pytest.mark.parametrize("language", Phrasebook.languages())
def test_every_value_of_a_phrasebook_is_one_of_its_finding(
    kb: KnowledgeBase, language: str
) -> None:
    book = read_yaml(FOLDER / f"{language}.yml")

    assert book["places"].keys() <= set(kb.findings["main_site"].choices)
    assert {f"site_{place}" for place in book["places"]} <= kb.findings.keys()
    for finding, values in book["values"].items():
        assert values.keys() <= set(kb.findings[finding].choices), finding


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
