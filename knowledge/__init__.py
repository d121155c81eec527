"""What Backtalk knows about pain in the low back, buttock and leg, and how it reasons.

Pure Python: no Rasa, no clock, no randomness, no reading or writing after `load`.
"""

from knowledge.case import Answer, Case, How, SaidBy, Status
from knowledge.contradictions import Contradiction, contradictions
from knowledge.errors import CaseError, KnowledgeError
from knowledge.explanation import Explanation, explain
from knowledge.interview import Aim, assess, next_question, next_step
from knowledge.loading import load
from knowledge.model import KnowledgeBase, Level
from knowledge.results import Ask, Assessment

__all__ = [
    "Aim",
    "Answer",
    "Ask",
    "Assessment",
    "Case",
    "CaseError",
    "Contradiction",
    "Explanation",
    "How",
    "KnowledgeBase",
    "KnowledgeError",
    "Level",
    "SaidBy",
    "Status",
    "assess",
    "contradictions",
    "explain",
    "load",
    "next_question",
    "next_step",
]
