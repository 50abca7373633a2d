"""Finds the files behind the inputs that a user names, in a fixed order, and opens them uncompressed."""

import gzip
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import zstandard

from newstance.reading.skips import SkipLog

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SUFFIXES: Final = (".txt", ".md", ".html", ".htm", ".jsonl", ".csv", ".parquet", ".warc")
"""What can be read, in the order in which help and messages name it."""

COMPRESSED: Final = (".gz", ".zst")
NEVER_COMPRESSED: Final = (".parquet",)
_PIECE: Final = 4096  # compressed bytes at a time: in the worst case they hold a hundred megabytes

CURES: Final = {
    ".json": "Cure: write one JSON object a line (jq -c '.[]' FILE > FILE.jsonl)",
    ".pdf": "Cure: extract the text first (pdftotext FILE.pdf FILE.txt)",
    ".docx": "Cure: save it as plain text (.txt)",
    ".doc": "Cure: save it as plain text (.txt)",
    ".xlsx": "Cure: save it as .csv",
    ".tsv": "Cure: save it as .csv with commas",
    ".zip": "Cure: unpack it and name the folder",
    ".tar": "Cure: unpack it and name the folder",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read articles from. ``place`` names it in messages, ``name`` in ids; ``suffix`` is its format."""

    place: str
    name: str
    suffix: str
    open: Callable[[], BinaryIO]


def find_sources(inputs: Iterable[str | Path], skips: SkipLog, stdin: BinaryIO | None = None) -> Iterator[Source]:
    """Sources in input order, folders searched in sorted order; what cannot be read is entered in ``skips``."""
    for given in inputs:
        path = Path(given)
        if str(given) == "-":
            yield from _standard_input(stdin or sys.stdin.buffer, skips)
        elif path.is_dir():
            yield from _folder(path, skips)
        elif not path.exists():
            skips.add(str(given), "no such file or folder. Cure: check the spelling and the working folder")
        elif suffix := format_of(path.name):
            yield _file_source(path, path.name, suffix)
        else:
            skips.add(str(given), _unknown_format(path))


def _file_source(path: Path, name: str, suffix: str) -> Source:
    """A file on disk."""
    return Source(place=str(path), name=name, suffix=suffix, open=lambda: _open(path))


def _standard_input(stream: BinaryIO, skips: SkipLog) -> Iterator[Source]:
    """Standard input: JSON Lines if it starts with ``{``, HTML if with a doctype or ``<html``, else plain text."""
    if stream.closed:
        skips.add("standard input", "already read; `-` can be named once")
        return
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    head = buffered.peek(io.DEFAULT_BUFFER_SIZE).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    suffix = ".jsonl" if head.startswith(b"{") else ".html" if head.startswith((b"<!doctype", b"<html")) else ".txt"
    yield Source(place="standard input", name="stdin", suffix=suffix, open=lambda: cast("BinaryIO", buffered))


def format_of(name: str) -> str | None:
    """The suffix that tells the format of a file name, without its compression: ``a.jsonl.gz`` → ``.jsonl``."""
    path = Path(name.lower())
    inner = Path(path.stem).suffix if path.suffix in COMPRESSED else path.suffix
    if inner not in SUFFIXES or (inner in NEVER_COMPRESSED and path.suffix in COMPRESSED):
        return None
    return inner


def _folder(folder: Path, skips: SkipLog) -> Iterator[Source]:
    found = 0
    left_out: Counter[str] = Counter()
    for path in _files(folder):
        if suffix := format_of(path.name):
            found += 1
            yield _file_source(path, path.relative_to(folder).as_posix(), suffix)
        else:
            left_out[path.suffix or "no suffix"] += 1
    if not found:
        skips.add(str(folder), f"no articles in this folder; expected files ending in {', '.join(SUFFIXES)}")
    elif left_out:
        kinds = ", ".join(f"{count} × {suffix}" for suffix, count in sorted(left_out.items()))
        skips.note(str(folder), f"left out files that hold no articles ({kinds})")


def _files(folder: Path) -> Iterator[Path]:
    """All files below a folder in sorted order, without hidden ones; links to folders are not followed."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(files) if not name.startswith("."))


def _unknown_format(path: Path) -> str:
    inner = Path(path.stem).suffix if path.suffix.lower() in COMPRESSED else path.suffix
    cure = CURES.get(inner.lower(), "Cure: rename or convert it")
    expected = ", ".join(SUFFIXES)
    return f"unknown format {path.suffix or '(no suffix)'}; expected {expected}, or these with .gz or .zst. {cure}"


def _open(path: Path) -> BinaryIO:
    if path.suffix.lower() == ".gz":
        return cast("BinaryIO", gzip.open(path, "rb"))
    if path.suffix.lower() == ".zst":
        return cast("BinaryIO", io.BufferedReader(_ZstdFile(path.open("rb"))))
    return path.open("rb")


class _ZstdFile(io.RawIOBase):
    """A Zstandard file of one frame or several, uncompressed; EOFError where the last one is cut off.

    zstandard's own ``stream_reader`` takes a file that is cut off for one that ends there.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._begun = False
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """True: the file is for reading alone."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fills ``buffer`` as far as the next piece goes; 0 at the end."""
        target = memoryview(buffer).cast("B")
        while not self._ready and (raw := self._compressed()):
            self._ready = memoryview(self._frame.decompress(raw))
        count = min(len(target), len(self._ready))
        target[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def close(self) -> None:
        """Closes the compressed file as well."""
        self._file.close()
        super().close()

    def _compressed(self) -> bytes:
        """The next compressed bytes, of a new frame where the last one is complete; none at the file's end."""
        rest = b""
        if self._frame.eof:
            rest = self._frame.unused_data
            self._frame, self._begun = zstandard.ZstdDecompressor().decompressobj(), False
        raw = rest or self._file.read(_PIECE)
        if not raw and self._begun:
            raise EOFError("the compressed file ends in the middle")
        self._begun = bool(raw)
        return raw
