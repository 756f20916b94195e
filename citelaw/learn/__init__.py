"""Learning: what lists say of documents that the database does not hold, as entries to be checked.

``propose`` gathers titles, numbers, labels and dates with how often and where each stands;
``render`` writes them as TOML for a team's ``statutes.toml``. What the lists contradict is not
guessed: it stands there as a comment.
"""

from citelaw.learn._proposal import (
    Conflict,
    Contradiction,
    Counted,
    Place,
    Proposal,
    ProposedEvent,
)
from citelaw.learn._propose import propose
from citelaw.learn._render import render

__all__ = [
    "Conflict",
    "Contradiction",
    "Counted",
    "Place",
    "Proposal",
    "ProposedEvent",
    "propose",
    "render",
]
