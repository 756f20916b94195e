"""The only plug-in mechanism: one module, one constant, found by walking a package."""

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def module_names(package: ModuleType) -> tuple[str, ...]:
    """Return the names of the modules of ``package``, sorted, without importing them.

    A module whose name starts with an underscore is a helper and is passed over.
    """
    names = (info.name for info in pkgutil.iter_modules(package.__path__))
    return tuple(sorted(name for name in names if not name.startswith("_")))


def load(package: ModuleType, name: str, constant: str, kind: type[T]) -> T:
    """Return ``constant`` of the module ``name`` of ``package``.

    Raises:
        TypeError: the module lacks its constant, or it is of another type.
    """
    module = importlib.import_module(f"{package.__name__}.{name}")
    value = getattr(module, constant, None)
    if not isinstance(value, kind):
        raise TypeError(f"{module.__name__} must define {constant} as {kind.__name__}")
    return value


def discover(package: ModuleType, constant: str, kind: type[T]) -> dict[str, T]:
    """Return ``{module name: its constant}`` for the modules of ``package``, sorted by name.

    Raises:
        TypeError: a module lacks its constant, or it is of another type.
    """
    return {name: load(package, name, constant, kind) for name in module_names(package)}
