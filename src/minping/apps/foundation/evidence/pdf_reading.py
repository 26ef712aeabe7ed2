"""What a PDF holds, read by a process of its own: it is run as a script with bounds on time and memory.

A file can be made so that reading it takes hours or all memory; then only this process ends. It imports nothing
of the product. Bytes come in on the standard input, one word goes out: empty, ``broken``, ``encrypted``,
``complex`` or the forbidden name that was found.
"""

import io
import resource
import sys
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

SECONDS = 20
"""Of processor time."""
MEMORY = 1024 * 1024 * 1024
"""Bytes of address space."""
MOST_OBJECTS = 200_000
MOST_PAGES = 2_000
FORBIDDEN = (
    "/JavaScript",
    "/Launch",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/RichMedia",
    "/XFA",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
    "/GoToR",
    "/Movie",
    "/Sound",
    "/Rendition",
)


class _ComplexError(Exception):
    """More than a report or a letter ever has."""


def verdict(raw: bytes) -> str:
    """The word for these bytes; never raises but for want of memory."""
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted:
            return "encrypted"
        found = _walk(reader)
        pages = len(reader.pages)
    except _ComplexError:
        return "complex"
    except MemoryError:
        raise
    except Exception:  # a broken file breaks the reader in any way
        return "broken"
    if pages > MOST_PAGES:
        return "complex"
    return found or ("" if pages else "broken")


def _walk(reader: PdfReader) -> str:
    """The first forbidden name in any object that the file's table lists or the trailer reaches, or nothing."""
    waiting: list[object] = [reader.trailer]
    numbers = {n for table in reader.xref.values() for n in table} | set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        raise _ComplexError
    for number in numbers:
        waiting.append(reader.get_object(number))
    for count, thing in enumerate(_nested(waiting)):
        if count > MOST_OBJECTS * 10:
            raise _ComplexError
        if isinstance(thing, str) and thing in FORBIDDEN:
            return thing
    return ""


def _nested(waiting: list[object]) -> Iterator[object]:
    """Every name (also as a key) in these objects and the objects they hold directly."""
    while waiting:
        thing = waiting.pop()
        yield thing if isinstance(thing, NameObject) else None
        if isinstance(thing, DictionaryObject):
            yield from thing
            waiting += thing.values()
        elif isinstance(thing, ArrayObject):
            waiting += thing


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(verdict(sys.stdin.buffer.read()))


if __name__ == "__main__":
    _main()
