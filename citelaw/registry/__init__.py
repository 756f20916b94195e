"""The statute database (法规数据库): the build side (``build``) and the look-up side.

Importing this package loads neither SQLAlchemy nor sqlite3.
"""

from citelaw.registry.articles import Units
from citelaw.registry.lookup import Registry, at_hand, open_registry

__all__ = ["Registry", "Units", "at_hand", "open_registry"]
