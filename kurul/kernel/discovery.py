"""Finds what rooms deliver: the modules of one name in every application of Kurul."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def discover(name: str) -> list[ModuleType]:
    """Import the module (`api`, `cli`) of every application of Kurul, and of every part of the kernel, that has it.

    An error in such a module is raised, never passed over.
    """
    found = []
    for config in apps.get_app_configs():
        if config.name.startswith("kurul.") and config.module is not None:
            packages = [config.module]
            if config.label == "kernel":
                parts = iter_modules(config.module.__path__, f"{config.name}.")
                packages += [import_module(part.name) for part in parts if part.ispkg]
            found += [import_module(f"{p.__name__}.{name}") for p in packages if module_has_submodule(p, name)]
    return found
