"""Text messages (SMS): the letters that are sent cheaply, and what a text costs.

A message in the alphabet GSM-7 (3GPP TS 23.038, 6.2.1) holds 160 characters, in any
other letters 70; of a longer one each segment holds 153 or 67.
"""

from __future__ import annotations

import unicodedata

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")  # each takes the room of two
_ALIKE = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "•": "-",
        "…": "...",
        "×": "x",
        "≥": ">=",
        "≤": "<=",
        "½": "1/2",
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\t": " ",
    }
)


def cheapest(text: str) -> str:
    """The same words in GSM-7 if that is possible, else as they are.

    Accents and ornaments may go, letters may not: "Łódź" stays as it is rather than
    lose its first letter.
    """
    plain = "".join(_plain(letter) for letter in text.translate(_ALIKE))
    return plain if is_gsm7(plain) else text


def is_gsm7(text: str) -> bool:
    """Whether every character has a place in the alphabet."""
    return all(letter in _BASIC or letter in _EXTENDED for letter in text)


def segments(text: str) -> int:
    """How many text messages are paid for."""
    if is_gsm7(text):
        units = sum(2 if letter in _EXTENDED else 1 for letter in text)
        return 1 if units <= 160 else -(-units // 153)
    units = len(text.encode("utf-16-be")) // 2
    return 1 if units <= 70 else -(-units // 67)


def _plain(letter: str) -> str:
    if letter in _BASIC or letter in _EXTENDED:
        return letter
    bare = unicodedata.normalize("NFKD", letter)
    bare = "".join(part for part in bare if not unicodedata.combining(part))
    if is_gsm7(bare):
        return bare
    # Pictures and invisible marks say nothing that the words do not.
    return "" if unicodedata.category(letter) in ("So", "Sk", "Cf", "Mn") else letter
