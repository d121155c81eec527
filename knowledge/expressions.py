"""Three-valued statements over findings: true, false, or not (yet) known.

In the files:

    foot_drop                                  the finding is present
    {finding: radiation, in: [below_knee, foot]}
    {finding: age_years, at_least: 70}         also: less_than
    {all: [...]}, {any: [...]}, {at_least: 2, of: [...]}
    {absent: relief_rest}                      the person said no

True and False need a person's own present or absent; unsure, declined and not asked
are all None (unknown), never False.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.case import Answer, Status

Truth = bool | None
Current = Mapping[str, Answer]

_SAYS: Mapping[Status, Truth] = {
    Status.PRESENT: True,
    Status.ABSENT: False,
    Status.UNSURE: None,
    Status.DECLINED: None,
}


@dataclass(frozen=True, slots=True)
class Is:
    """The finding is present."""

    finding: str

    def holds(self, current: Current) -> Truth:
        """Present is true, absent is false, anything else unknown."""
        answer = current.get(self.finding)
        return None if answer is None else _SAYS[answer.status]

    def findings(self) -> Iterator[str]:
        """The findings it looks at."""
        yield self.finding


@dataclass(frozen=True, slots=True)
class IsAbsent:
    """The person said no."""

    finding: str

    def holds(self, current: Current) -> Truth:
        """The opposite of `Is`; unsure, declined and not asked stay unknown."""
        answer = current.get(self.finding)
        truth = None if answer is None else _SAYS[answer.status]
        return None if truth is None else not truth

    def findings(self) -> Iterator[str]:
        """The findings it looks at."""
        yield self.finding


@dataclass(frozen=True, slots=True)
class OneOf:
    """The choice finding has one of these values."""

    finding: str
    values: frozenset[str]

    def holds(self, current: Current) -> Truth:
        """Unknown until a value was chosen."""
        answer = current.get(self.finding)
        if answer is None or answer.status in (Status.UNSURE, Status.DECLINED):
            return None
        return answer.status is Status.PRESENT and answer.value in self.values

    def findings(self) -> Iterator[str]:
        """The findings it looks at."""
        yield self.finding


@dataclass(frozen=True, slots=True)
class Between:
    """The number finding lies in [low, high)."""

    finding: str
    low: float | None
    high: float | None

    def holds(self, current: Current) -> Truth:
        """Unknown until a number was given."""
        answer = current.get(self.finding)
        if answer is None or answer.status is not Status.PRESENT:
            return None
        number = float(answer.value)  # type: ignore[arg-type]
        above = self.low is None or number >= self.low
        below = self.high is None or number < self.high
        return above and below

    def findings(self) -> Iterator[str]:
        """The findings it looks at."""
        yield self.finding


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the parts hold; all and any are its two ends."""

    count: int
    parts: tuple[Expression, ...]

    def holds(self, current: Current) -> Truth:
        """Kleene logic: known only when the unknown parts cannot change it."""
        missing, to_spare = self.count, len(self.parts) - self.count
        for part in self.parts:
            truth = part.holds(current)
            if truth is True:
                missing -= 1
            elif truth is False:
                to_spare -= 1
            if to_spare < 0:
                return False
            if missing == 0:
                return True
        return None

    def findings(self) -> Iterator[str]:
        """The findings it looks at."""
        for part in self.parts:
            yield from part.findings()


Leaf = Is | IsAbsent | OneOf | Between
Expression = Leaf | AtLeast


def leaves(expression: Expression) -> Iterator[Leaf]:
    """The statements about single findings that it is made of."""
    if isinstance(expression, AtLeast):
        for part in expression.parts:
            yield from leaves(part)
    else:
        yield expression


def may_hold(expression: Expression, current: Current) -> bool:
    """Whether answers not given yet could still make it true.

    Unsure and declined are answers given: asking on would not make them certain.
    """
    if isinstance(expression, AtLeast):
        possible = sum(may_hold(part, current) for part in expression.parts)
        return possible >= expression.count
    return expression.finding not in current or expression.holds(current) is True


def holds_in_part(expression: Expression, current: Current) -> bool:
    """Whether anything that was told counts towards it."""
    return any(leaf.holds(current) is True for leaf in leaves(expression))


def deciding(when: Expression, current: Current) -> Iterator[str]:
    """The findings that make a statement true, false or unknown, as it stands."""
    if not isinstance(when, AtLeast):
        yield from when.findings()
        return
    truth = when.holds(current)
    for part in when.parts:
        if part.holds(current) is truth:
            yield from deciding(part, current)


def parse(raw: Any) -> Expression:
    """Builds an expression from its file form.

    Raises:
        ValueError: when the form is none of those in this module's description.
    """
    if isinstance(raw, str):
        return Is(raw)
    if isinstance(raw, Mapping):
        keys = frozenset(raw)
        for shape, build in _SHAPES.items():
            if keys == shape:
                return build(raw)
    raise ValueError(
        f"{raw!r} is no expression; write a finding id, or one of "
        "{finding, in}, {finding, at_least}, {finding, less_than}, "
        "{finding, at_least, less_than}, {absent}, {all}, {any}, {at_least, of}"
    )


def _parts(raw: Mapping[str, Any], key: str) -> tuple[Expression, ...]:
    return tuple(parse(part) for part in raw[key])


def _between(raw: Mapping[str, Any]) -> Between:
    return Between(raw["finding"], raw.get("at_least"), raw.get("less_than"))


_SHAPES: Mapping[frozenset[str], Callable[[Mapping[str, Any]], Expression]] = {
    frozenset({"finding", "in"}): lambda raw: OneOf(
        raw["finding"], frozenset(raw["in"])
    ),
    frozenset({"finding", "at_least"}): _between,
    frozenset({"finding", "less_than"}): _between,
    frozenset({"finding", "at_least", "less_than"}): _between,
    frozenset({"absent"}): lambda raw: IsAbsent(raw["absent"]),
    frozenset({"all"}): lambda raw: AtLeast(len(raw["all"]), _parts(raw, "all")),
    frozenset({"any"}): lambda raw: AtLeast(1, _parts(raw, "any")),
    frozenset({"at_least", "of"}): lambda raw: AtLeast(
        raw["at_least"], _parts(raw, "of")
    ),
}
