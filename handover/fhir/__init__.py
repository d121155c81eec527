"""A record as an FHIR R4 bundle (valid in R4B as well).

It says what was reported and what was advised. It names no cause: there is no Condition
and no ClinicalImpression in it, for no clinician has found anything yet.
"""

from handover.fhir.bundle import bundle

__all__ = ["bundle"]
