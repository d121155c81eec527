"""Activities of the Bot Framework, as Microsoft's own SDK reads and writes them.

The SDK is lenient: no field is required, a number is taken for a text, and a field it
does not know is put aside. So whatever it has read is written again and compared: what
is not there any more, or is not what it was, has not been understood.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botbuilder.schema import Activity, ActivityTypes, TextFormatTypes
from msrest.exceptions import DeserializationError

# The names of an activity's fields in JSON.
FIELDS = {attribute["key"] for attribute in Activity._attribute_map.values()}


def misread(activity: Any) -> str | None:
    """What the SDK does not take as it is meant, if anything."""
    try:
        read = Activity.deserialize(activity)
        ActivityTypes(read.type)
        TextFormatTypes(read.text_format or TextFormatTypes.plain)
    except (DeserializationError, ValueError) as error:
        return str(error)
    return next(_differences(activity, read.serialize(), "activity"), None)


def _differences(sent: Any, read: Any, where: str) -> Iterator[str]:
    if isinstance(sent, dict) and isinstance(read, dict):
        for name in sent.keys() | read.keys():
            if name not in read:
                yield f"{where} has no field {name}"
            else:
                yield from _differences(sent.get(name), read[name], f"{where}.{name}")
    elif isinstance(sent, list) and isinstance(read, list) and len(sent) == len(read):
        for at, pair in enumerate(zip(sent, read, strict=True)):
            yield from _differences(*pair, f"{where}[{at}]")
    elif sent != read:
        yield f"{where} is {sent!r} and was read as {read!r}"
