"""The statute database (法规数据库): the build side (``build``) and the look-up side.

Importing this package loads neither SQLAlchemy nor sqlite3.
"""

from citelaw.registry.lookup import Organ, Registry, Units, open_registry

__all__ = ["Organ", "Registry", "Units", "open_registry"]
