"""Reads a file of linked data in a process of its own, with a ceiling of memory and of time.

It is run as a program and imports nothing of Kurul. Nothing is kept here: every triple is written as it is read.

    python graph_process.py FILE FORM BASE [CONTEXT PART…]

CONTEXT is a file with the context of JSON-LD that stands for every address with all the PARTs in it.

Writes, each as one value of `marshal`: triple by triple its three terms, and None behind the last; or, where the file
cannot be read, a record with `problem` and what belongs to it. A term is a kind ("u", "b", "l") and its texts.
"""

import json
import marshal
import re
import resource
import sys
from pathlib import Path
from typing import Any

from rdflib import BNode, Graph, Literal
from rdflib.plugins.stores.memory import Memory

MOST_MEMORY = 1 << 30  # bytes of address space
MOST_TIME = 300  # seconds of the processor
LONGEST_ENTITY = 200  # characters: an address, as which files of linked data use them
ENTITIES = re.compile(r"<!ENTITY\s+([^>]*)>")


class Fetched(Exception):
    """The document names a context that would have to be fetched."""


class Written(Memory):
    """A store that keeps nothing."""

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        """Write the triple; raises ValueError for halves of characters, which can be escaped but not stored."""
        said = tuple(_term(one) for one in triple)
        "".join(text for one in said for text in one if text).encode()
        marshal.dump(said, sys.stdout.buffer)


def _term(term: Any) -> tuple[str | None, ...]:
    if isinstance(term, Literal):
        return "l", str(term), term.language, None if term.datatype is None else str(term.datatype)
    return "b" if isinstance(term, BNode) else "u", str(term)


def read(file: str, form: str, base: str, *context: str) -> None:
    """Read the whole file."""
    text = Path(file).read_text(encoding="utf-8-sig")
    if form == "xml" and any("&" in said or len(said) > LONGEST_ENTITY for said in ENTITIES.findall(text)):
        raise ValueError("Entities stand for short texts, not for each other.")
    if form == "json-ld":
        text = json.dumps(_with_local_context(json.loads(text), context))
    Graph(store=Written(), bind_namespaces="none").parse(data=text, format=form, publicID=base)


def _with_local_context(document: Any, known: tuple[str, ...]) -> Any:
    """The document with the context that we have in place of its address; any other remote context is refused.

    Contexts stand anywhere: in any node, in the definition of a term, within each other. rdflib offers no way to
    forbid it to fetch (or to open files of this machine), so no address may reach it.
    """
    if isinstance(document, list):
        return [_with_local_context(item, known) for item in document]
    if not isinstance(document, dict):
        return document
    found = {key: _with_local_context(value, known) for key, value in document.items() if key != "@context"}
    if "@context" in document:
        contexts = document["@context"]
        listed = contexts if isinstance(contexts, list) else [contexts]
        found["@context"] = [_local(context, known) for context in listed]
    return found


def _local(context: Any, known: tuple[str, ...]) -> Any:
    if isinstance(context, list):
        return [_local(one, known) for one in context]
    if isinstance(context, dict) and "@import" in context:
        raise Fetched(str(context["@import"]))
    if not isinstance(context, str):
        return _with_local_context(context, known)  # the definition of a term may have a context of its own
    if known and all(part in context for part in known[1:]):
        return json.loads(Path(known[0]).read_text(encoding="utf-8"))["@context"]
    raise Fetched(context)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_TIME, MOST_TIME))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        read(*sys.argv[1:])
        last: Any = None
    except MemoryError:
        sys.exit(1)
    except Fetched as fetched:
        last = {"problem": "fetched", "address": str(fetched)}
    except Exception as error:  # noqa: BLE001 - the parsers of rdflib raise errors of many kinds
        line = getattr(error, "lines", None)
        last = {"problem": "syntax", "line": line, "sort": type(error).__name__, "said": str(error)[:2000]}
    marshal.dump(last, sys.stdout.buffer)
