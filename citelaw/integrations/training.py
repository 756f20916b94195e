"""Training data out of lists: texts with the places that they cite, for spaCy and Prodigy.

An ``Example`` is a list, or a line of it. Citations never overlap, so that they can be learned as
spans (``spancat``) and as entities (``ner``) alike.
"""

from __future__ import annotations

LABELS = {"statute": "STATUTE", "ref": "PINPOINT", "nonlegal": "FORM"}
"""What a mention is called as a span, by its kind."""

GROUP = "citelaw"
"""The span group of a document that its citations stand in."""
