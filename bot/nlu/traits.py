"""A message in a few numbers: what was heard in it."""

from __future__ import annotations

from understanding import Heard

_REPLIES = ("yes", "no", "unsure", "declined")


def traits(heard: Heard) -> list[float]:
    """The numbers, in an order that never changes.

    They tell an answer from a description where the words are new: a description speaks
    of findings, mostly of several, an answer of none.
    """
    findings = len({said.finding for said in heard.statements})
    present = sum(said.status == "present" for said in heard.statements)
    absent = sum(said.status == "absent" for said in heard.statements)
    facts = (
        *(heard.reply == reply for reply in _REPLIES),
        *(findings >= some for some in (1, 2, 4)),
        *(present >= some for some in (1, 3)),
        *(absent >= some for some in (1, 2)),
        bool(heard.emergencies),
        heard.about_other,
    )
    return [float(fact) for fact in facts]
