"""Import contracts of our own for import-linter: the house rules that its layers cannot say (see .importlinter).

Tests may import what they like, so no contract looks at them.
"""

import sys
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any

import grimp
from importlinter import Contract, ContractCheck, fields, output

NO_LAYER = {"tests", "migrations", "templatetags"}  # folders of a room that are no part of its storeys


def is_within(module: str, package: str) -> bool:
    """Whether the module is the package or lies in it."""
    return module == package or module.startswith(f"{package}.")


def is_test(module: str) -> bool:
    """Whether the module belongs to tests."""
    return "tests" in module.split(".")


def imports_of(graph: grimp.ImportGraph, package: str) -> Iterator[tuple[str, str]]:
    """All direct imports (importer, imported) made in a package or module, without its tests."""
    for importer in {package, *graph.find_descendants(package)}:
        if not is_test(importer):
            for imported in graph.find_modules_directly_imported_by(importer):
                yield importer, imported


class ImportsContract(Contract):
    """A contract that is broken by single imports; sub-classes name them."""

    guidance: str

    @abstractmethod
    def broken_imports(self, graph: grimp.ImportGraph) -> Iterable[tuple[str, str]]:
        """The pairs (importer, imported) that are not allowed."""

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """What import-linter asks: whether the contract is kept, and what breaks it."""
        broken = []
        for importer, imported in sorted(set(self.broken_imports(graph))):
            details = graph.get_import_details(importer=importer, imported=imported)
            numbers = ", ".join(str(detail["line_number"]) for detail in details)
            broken.append(f"{importer} imports {imported} (line {numbers})")
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print the imports and what to do instead."""
        for line in check.metadata["broken"]:
            output.print_error(f"- {line}", bold=False)
        output.print(self.guidance)


class DoorsContract(ImportsContract):
    """A room is entered only through its door; the front of the building also reaches its deliveries."""

    guidance = "Import what you need from the room's public.py, or let the room offer it there."

    rooms = fields.StringField()
    door = fields.StringField()
    outside = fields.StringField()
    deliveries = fields.StringField()

    def broken_imports(self, graph: grimp.ImportGraph) -> Iterator[tuple[str, str]]:
        """Imports of a room's inside from elsewhere."""
        outside, deliveries = words(self.outside), words(self.deliveries)
        for room in graph.find_children(str(self.rooms)):
            for target in graph.find_descendants(room):
                if is_within(target, f"{room}.{self.door}"):
                    continue
                for importer in graph.find_modules_that_directly_import(target):
                    if is_within(importer, room) or is_test(importer):
                        continue
                    is_front = any(is_within(importer, package) for package in outside)
                    if is_front and any(is_within(target, f"{room}.{name}") for name in deliveries):
                        continue
                    yield importer, target


class InsideContract(Contract):
    """Inside every room imports go down the list of layers; `*` stands for every file that is not named."""

    rooms = fields.StringField()
    layers = fields.ListField(subfield=fields.StringField())

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """Look for chains of imports that lead upwards, room by room."""
        chains = []
        for room in sorted(graph.find_children(str(self.rooms))):
            inner = graph_of_room(graph, room)
            found = inner.find_illegal_dependencies_for_layers(layers=self.layers_of(inner, room), containers={room})
            for dependency in found:
                for route in dependency.routes:
                    steps = [*sorted(route.heads)[:1], *route.middle, *sorted(route.tails)[:1]]
                    chains.append(" → ".join(steps))
        return ContractCheck(kept=not chains, metadata={"chains": sorted(chains)})

    def layers_of(self, graph: grimp.ImportGraph, room: str) -> list[grimp.Layer]:
        """The layers of one room, with its own formats in the place of `*`."""
        named = {name for line in lines(self.layers) for name in words(line.replace("|", ",").replace(":", ","))}
        present = {child.rpartition(".")[2] for child in graph.find_children(room)}
        formats = present - named - NO_LAYER
        layers = []
        for line in lines(self.layers):
            names = formats if line == "*" else set(words(line.replace("|", ",").replace(":", ",")))
            if names:
                layers.append(grimp.Layer(*names, independent="|" in line))
        return layers

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each chain from the lower file to the higher one."""
        for chain in check.metadata["chains"]:
            output.print_error(f"- {chain}", bold=False)
        output.print("The first file stands below the last one. See 'A room' in ARCHITECTURE.md.")


class PureContract(ImportsContract):
    """Rules import other rules' vocabulary and the part of the standard library that reads nothing."""

    guidance = "Rules get values and return findings: let the action or query gather what they need."

    modules = fields.ListField(subfield=fields.StringField())
    may_import = fields.ListField(subfield=fields.StringField())
    may_not_import = fields.StringField()

    def broken_imports(self, graph: grimp.ImportGraph) -> Iterator[tuple[str, str]]:
        """Imports of anything but the listed modules, the module's own package, and pure standard library."""
        impure = set(words(self.may_not_import))
        for expression in lines(self.modules):
            for package in graph.find_matching_modules(expression):
                for importer, imported in imports_of(graph, package):
                    is_ours = any(is_within(imported, allowed) for allowed in [package, *lines(self.may_import)])
                    name = imported.partition(".")[0]
                    is_pure_library = name in sys.stdlib_module_names and name not in impure
                    if not is_ours and not is_pure_library:
                        yield importer, imported


class WeblessContract(ImportsContract):
    """What pages, API and command line share knows none of them."""

    guidance = "Parse requests and build answers in views.py, forms.py, tables.py, api.py or cli.py."

    rooms = fields.StringField()
    web = fields.ListField(subfield=fields.StringField())
    files = fields.StringField()

    def broken_imports(self, graph: grimp.ImportGraph) -> Iterator[tuple[str, str]]:
        """Imports of the web from the files below the deliveries."""
        for room in graph.find_children(str(self.rooms)):
            for name in words(self.files):
                if f"{room}.{name}" in graph.modules:
                    for importer, imported in imports_of(graph, f"{room}.{name}"):
                        if any(is_within(imported, web) for web in lines(self.web)):
                            yield importer, imported


def words(value: Any) -> list[str]:
    """The words of a line that is separated by commas."""
    return [word.strip() for word in str(value).split(",") if word.strip()]


def lines(value: Any) -> list[str]:
    """The lines of an option that has several; none if it is not given."""
    return [str(line) for line in value or []]


def graph_of_room(graph: grimp.ImportGraph, room: str) -> grimp.ImportGraph:
    """The imports inside one room, without its tests and without detours through other packages."""
    inner = grimp.ImportGraph()
    modules = {module for module in {room, *graph.find_descendants(room)} if not is_test(module)}
    for module in modules:
        inner.add_module(module)
    for importer in modules:
        for imported in graph.find_modules_directly_imported_by(importer) & modules:
            for detail in graph.get_import_details(importer=importer, imported=imported):
                inner.add_import(
                    importer=importer,
                    imported=imported,
                    line_number=detail["line_number"],
                    line_contents=detail["line_contents"],
                )
    return inner
