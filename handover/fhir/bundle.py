"""All resources of a record in one bundle, the same bytes every time."""

from __future__ import annotations

from handover.fhir.findings import findings
from handover.fhir.making import OURS, Resource, Source, text
from handover.fhir.people import people
from handover.fhir.triage import provenance, triage
from handover.record import Record
from handover.words import words_of
from rendering.voice import Voice


def bundle(voice: Voice, record: Record) -> Resource:
    """The record as an FHIR R4 bundle, as plain JSON."""
    source = Source(words_of(voice), record)
    entries = [*people(source), *findings(source), *triage(source)]
    entries.append(provenance(source, entries))
    identifier = {"system": f"{OURS}:record", "value": text(record.encounter.id)}
    return {
        "resourceType": "Bundle",
        "id": source.id("bundle"),
        "language": voice.wording.locale,
        "identifier": identifier,
        "type": "collection",
        "timestamp": record.encounter.at,
        "entry": [
            {"fullUrl": f"urn:uuid:{entry['id']}", "resource": entry}
            for entry in entries
        ],
    }
