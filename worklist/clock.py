"""When to alert whom: pure functions of an item and the time."""

from __future__ import annotations

from dataclasses import replace

from worklist.item import Alert, Item, State
from worklist.settings import Settings

DAY = 86_400.0


def alert(item: Item, settings: Settings, now: float) -> Alert:
    """The alert that is due for an item, and the item with the one after it set.

    Alerts that were missed, while the machine was off, are made up for in one: what
    they would have come to by now.
    """
    timer = settings.timers[item.urgency]
    due = item.alert_at or now
    overdue = now - due
    while due <= now:
        alerts, step = item.alerts + 1, settings.steps.index(item.step)
        last_step = step == len(settings.steps) - 1
        if item.state is State.WAITING and alerts > timer.alerts and not last_step:
            alerts, step = 1, step + 1
        item = replace(item, alerts=alerts, step=settings.steps[step])
        due += timer.again
    return Alert(
        item=replace(item, alert_at=due),
        step=item.step,
        number=item.alerts,
        overdue=overdue,
    )
