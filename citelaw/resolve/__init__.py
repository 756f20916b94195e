"""Citation + database + date → resolution: every question to the database is asked here.

A rule sees a ``ResolvedDocument`` only. ``_walk`` goes through the document; ``_mention`` finds the
statute that is named, ``_clock`` the versions that may be meant, ``_judge`` what one version says,
``_outcome`` which of these verdicts counts, and ``_unchecked`` what none of them could say.
"""

from citelaw.resolve._again import Memory
from citelaw.resolve._clock import Clock
from citelaw.resolve._walk import resolve

__all__ = ["Clock", "Memory", "resolve"]
