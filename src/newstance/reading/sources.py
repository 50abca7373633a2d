"""Finds the files behind the inputs that a user names, in a fixed order, and opens them uncompressed."""

import gzip
import io
import os
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import zstandard

from newstance.reading.markup import is_page
from newstance.reading.skips import SkipLog

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SUFFIXES: Final = (".txt", ".md", ".html", ".htm", ".jsonl", ".ndjson", ".csv", ".parquet", ".warc")
"""What can be read, in the order in which help and messages name it."""

COMPRESSED: Final = (".gz", ".zst")
NEVER_COMPRESSED: Final = (".parquet",)
_PIECE: Final = 4096  # compressed bytes at a time: in the worst case they hold a hundred megabytes

_AS_TEXT: Final = "Cure: save it as plain text (.txt)"
_UNPACK: Final = "Cure: unpack it and name the folder"

CURES: Final = {
    ".json": "Cure: write one JSON object a line (jq -c '.[]' FILE > FILE.jsonl)",
    ".pdf": "Cure: extract the text first (pdftotext FILE.pdf FILE.txt)",
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf", ".pages", ".epub"), _AS_TEXT),
    **dict.fromkeys((".eml", ".mbox", ".msg"), "Cure: save the text of each message as plain text (.txt)"),
    **dict.fromkeys((".mhtml", ".mht"), "Cure: save the page as HTML alone (.html)"),
    ".xhtml": "Cure: rename it to .html",
    ".xml": "Cure: take the articles out of it, as plain text (.txt) or one JSON object a line (.jsonl)",
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "Cure: save it as .csv"),
    ".tsv": "Cure: rename it to .csv",
    **dict.fromkeys((".zip", ".tar", ".tgz", ".7z", ".rar"), _UNPACK),
}
"""What helps with files that may well hold articles; other files in a folder are no articles."""

_OF_RESULTS: Final = re.compile(
    r"(?:annotations\.(?:jsonl|csv|parquet)|articles\.jsonl|report\.html)", re.IGNORECASE | re.ASCII
)
_OF_RUNS: Final = re.compile(r".*\.jsonl\.(?:part|lock|progress\.json)(?:\.\w+)?", re.ASCII)
_FIRST_OF_ANNOTATIONS: Final = {".jsonl": b'{"article_id"', ".csv": b"article_id,sentence,", ".parquet": b"PAR1"}
_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_JSON: Final = re.compile(r"\ufeff?\s*(?:\{(?!\\rtf)|\[\s*(?:\{|$))")


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
            lost = "no such file or folder. Cure: check the spelling and the working folder"
            skips.add(str(given), dead_link(path) or lost)
        elif suffix := format_of(path.name):
            yield _file_source(path, path.name, suffix)
        else:
            skips.add(str(given), _unknown_format(path))


def _file_source(path: Path, name: str, suffix: str) -> Source:
    """A file on disk."""
    return Source(place=str(path), name=name, suffix=suffix, open=lambda: _open(path))


def _standard_input(stream: BinaryIO, skips: SkipLog) -> Iterator[Source]:
    """Standard input, unpacked if it is compressed: JSON, an HTML page or plain text, as its beginning tells."""
    place = "standard input"
    if stream.closed:
        skips.add(place, "already read; `-` can be named once")
        return
    try:
        buffered = _unpacked(_peekable(stream))
        head = buffered.peek(io.DEFAULT_BUFFER_SIZE).decode("utf-8", "replace")
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        skips.add(place, f"cannot be read: {error}. Cure: check the file, fetch it again")
        return
    suffix = ".jsonl" if _JSON.match(head) else ".html" if is_page(head) else ".txt"
    yield Source(place=place, name="stdin", suffix=suffix, open=lambda: cast("BinaryIO", buffered))


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))


def _unpacked(stream: io.BufferedReader) -> io.BufferedReader:
    """What a stream holds, uncompressed."""
    beginning = stream.peek(len(_ZSTD))
    if beginning.startswith(_GZIP):
        return _peekable(cast("BinaryIO", gzip.GzipFile(fileobj=stream)))
    return io.BufferedReader(_ZstdFile(stream)) if beginning.startswith(_ZSTD) else stream


def dead_link(path: Path) -> str | None:
    """What is wrong with a link that leads nowhere; None for anything else."""
    if not path.is_symlink() or path.exists():
        return None
    return f"a link to {path.readlink()}, where there is nothing. Cure: mend the link, or remove it"


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
    for path in _files(folder, skips):
        if suffix := format_of(path.name):
            found += 1
            yield _file_source(path, path.relative_to(folder).as_posix(), suffix)
        elif _inner_suffix(path) in CURES:
            found += 1
            skips.add(str(path), _unknown_format(path))
        else:
            left_out[path.suffix or "no suffix"] += 1
    if not found:
        skips.add(str(folder), f"no articles in this folder; expected files ending in {', '.join(SUFFIXES)}")
    elif left_out:
        kinds = ", ".join(f"{count} × {suffix}" for suffix, count in sorted(left_out.items()))
        skips.note(str(folder), f"left out files that hold no articles ({kinds})")


def _files(folder: Path, skips: SkipLog) -> Iterator[Path]:
    """All files below a folder in sorted order; links to folders are not followed.

    Hidden files are left out, and so are newstance's results and what a run needs while it is under way.
    """
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if results := _results(Path(parent), files):
            cure = "To read one, name the file itself"
            skips.note(parent, f"left out results that newstance wrote ({', '.join(results)}). {cure}")
        hidden = {*results, *(name for name in files if name.startswith(".") or _OF_RUNS.fullmatch(name))}
        yield from (Path(parent, name) for name in sorted(files) if name not in hidden)


def _results(folder: Path, files: Iterable[str]) -> list[str]:
    """The files of a folder that a run wrote: known by annotations that lie beside the articles they are about."""
    names = sorted(name for name in files if _OF_RESULTS.fullmatch(name))
    annotated = [name for name in names if _is_annotations(folder / name)]
    return names if annotated and "articles.jsonl" in names else []


def _is_annotations(path: Path) -> bool:
    beginning = _FIRST_OF_ANNOTATIONS.get(path.suffix.lower()) if path.stem.lower() == "annotations" else None
    if beginning is None or not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(len(beginning)) == beginning
    except OSError:
        return False  # the reader will say what is wrong with it


def _inner_suffix(path: Path) -> str:
    """The suffix in lower case, without that of compression."""
    return (Path(path.stem).suffix if path.suffix.lower() in COMPRESSED else path.suffix).lower()


def _unknown_format(path: Path) -> str:
    cure = CURES.get(_inner_suffix(path), "Cure: rename or convert it")
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
