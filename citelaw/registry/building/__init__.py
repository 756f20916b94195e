"""The build side of the statute database: texts and curated facts → ``statutes.sqlite``.

Only ``compile`` writes, and it alone needs SQLAlchemy, when it does.
"""

from citelaw.registry.building.compile import BuildReport, Progress, build, compile_texts

__all__ = ["BuildReport", "Progress", "build", "compile_texts"]
