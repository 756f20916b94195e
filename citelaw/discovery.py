"""The only plug-in mechanism: one module, one constant, found by walking a package."""

import importlib
import pkgutil
from collections.abc import Iterable
from importlib.machinery import PathFinder
from importlib.util import find_spec
from types import ModuleType
from typing import Any, TypeVar

T = TypeVar("T")


def module_names(package: ModuleType) -> tuple[str, ...]:
    """Return the names of the modules of ``package``, sorted, without importing them.

    A module whose name starts with an underscore is a helper and is passed over.
    """
    return _names(package.__path__)


def _names(folders: Iterable[str]) -> tuple[str, ...]:
    names = (info.name for info in pkgutil.iter_modules(folders))
    return tuple(sorted(name for name in names if not name.startswith("_")))


def docstrings(package: str) -> dict[str, str]:
    """Return ``{module name: its docstring}`` for the modules of ``package``, sorted by name.

    They are read from the source, which runs neither the package nor a module, and which ``python
    -OO`` leaves as it is. Where bytecode alone is installed the modules are imported.
    """
    spec = find_spec(package)
    folders = (spec and spec.submodule_search_locations) or []
    return {name: _docstring(f"{package}.{name}", folders) for name in _names(folders)}


def _docstring(module: str, folders: list[str]) -> str:
    """Return what stands in the first three double quotes of a module; escapes are not read."""
    spec = PathFinder.find_spec(module, folders)
    loader: Any = spec and spec.loader
    source = loader.get_source(module)
    if source is None:
        return importlib.import_module(module).__doc__ or ""
    return str(source).partition('"""')[2].partition('"""')[0]


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
