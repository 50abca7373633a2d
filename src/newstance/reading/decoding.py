"""From bytes to clean text: encodings, byte order marks, newlines, characters that no file can hold.

Files say nothing reliable about their encoding. UTF-8 is tried first, because other text hardly ever passes for it;
then a file of mostly UTF-8 with stray Windows bytes (pasted together); then Windows-1252, in which most other English
news comes; charset-normalizer decides on the rest.
"""

import codecs
import math
import re
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import charset_normalizer

from newstance.errors import InputError

MAX_BYTES: Final = 64 * 2**20
"""The longest article file or line that is read into memory."""

_SAMPLE: Final = 2**18
_MAX_CHAOS: Final = 0.2
_MAX_FOREIGN: Final = 0.25
UTF16_BOMS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNLIKE_ASCII: Final = [
    *("cp037", "cp424", "cp500", "cp875", "cp1026", "cp1140", "cp273"),
    *("utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"),
]
"""Mainframe pages, and encodings whose blanks hold NUL bytes: few bytes pass for them by chance, no news comes so."""

_STRAY: Final = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_SYMBOL_IN_WORD: Final = re.compile(r"[^\W\d_][¡-¦¨¬¯±²³´µ¶¸¹¼-¿×÷]")
_FOREIGN_WORD: Final = re.compile(r"(?<![^\W\d_])[^\W\d_a-zA-Z]{2,}(?![^\W\d_])")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CODE_PAGE: Final = re.compile(r"^(?:cp|windows-)(125\d)$", re.IGNORECASE)
_BEGINNING: Final = 64
_DOCUMENTS: Final = (
    (b"%PDF-", "a PDF document; expected text. Cure: extract the text first (pdftotext FILE FILE.txt)"),
    (b"{\\rtf", "an RTF document; expected text. Cure: save it as plain text"),
    (b"PK\x03\x04", "a ZIP archive or an office document; expected text. Cure: unpack it, or save it as plain text"),
)
"""How documents of other programs begin, whatever their files are called."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding it came in."""

    text: str
    encoding: str

    def __post_init__(self) -> None:
        """Windows' code pages have one name, whoever gives it: a page's declaration, Python, a guess."""
        object.__setattr__(self, "encoding", _CODE_PAGE.sub(r"Windows-\1", self.encoding))

    @property
    def remark(self) -> str | None:
        """What a user should know of the encoding; None for UTF-8."""
        return None if self.encoding == "utf-8" else f"not UTF-8; read as {self.encoding}"


def read_bytes(stream: BinaryIO, place: str) -> bytes:
    """All bytes of a file; InputError if there are none or more than ``MAX_BYTES``."""
    raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise InputError(place, f"more than {MAX_BYTES >> 20} MB. Cure: one article a file, or .jsonl with one a line")
    if not raw.strip():
        raise InputError(place, "empty; expected the text of an article")
    for beginning, fault in _DOCUMENTS:
        if raw[:_BEGINNING].lstrip().startswith(beginning):
            raise InputError(place, fault)
    return raw


def decode(raw: bytes, place: str, declared: str | None = None) -> Decoded:
    """The text of ``raw`` with newlines as in the bytes; InputError for binary or undecodable content.

    ``declared`` is the encoding that the content names itself; it is tried after UTF-8.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _decode_as(raw.removeprefix(codecs.BOM_UTF8), encoding, place)
    if b"\0" in raw:
        raise InputError(place, "binary content (NUL bytes); expected text. Cure: save it as UTF-8 text")
    return _utf8(raw) or _as_declared(raw, declared) or _mixed(raw) or _windows(raw) or _detected(raw, place)


def tidy(text: str) -> str:
    r"""The text as newstance counts it: newlines are ``\n``, half characters (lone surrogates) become U+FFFD."""
    return whole_characters(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def whole_characters(text: str) -> str:
    """The text without lone surrogates (halves of characters, which UTF-8 cannot hold): U+FFFD in their place."""
    return _SURROGATE.sub("\ufffd", text)


def well_formed(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A JSON value that can be written as UTF-8 JSON: whole characters at any depth, null for NaN and infinity."""
    if isinstance(value, str):
        return whole_characters(value)
    if isinstance(value, list):
        return [well_formed(item) for item in value]
    if isinstance(value, dict):
        return {well_formed(key): well_formed(item) for key, item in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _decode_as(raw: bytes, encoding: str, place: str) -> Decoded:
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise InputError(place, f"broken {encoding.upper()} at byte {error.start}. Cure: save it as UTF-8") from error


def _utf8(raw: bytes) -> Decoded | None:
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _as_declared(raw: bytes, declared: str | None) -> Decoded | None:
    """By the declaration; ISO 8859-1 stands for Windows-1252, as browsers take it (https://encoding.spec.whatwg.org)."""
    encoding = (declared or "").lower()
    if not encoding or encoding.replace("-", "").startswith("utf"):
        return None
    encoding = "cp1252" if encoding in ("iso-8859-1", "latin1", "ascii", "us-ascii") else encoding
    try:
        return Decoded(raw.decode(encoding), encoding)
    except (UnicodeError, LookupError):
        return None


def _mixed(raw: bytes) -> Decoded | None:
    """UTF-8 with stray Windows-1252 bytes: plausible where whole UTF-8 characters outnumber the stray bytes."""
    text = raw.decode("utf-8", "surrogateescape")
    stray = len(_SURROGATE.findall(text))
    whole = sum(not char.isascii() for char in text) - stray
    return Decoded(text.translate(_STRAY), "a mixture of UTF-8 and Windows-1252") if whole >= stray else None


def _windows(raw: bytes) -> Decoded | None:
    """Windows-1252, where the result looks like a Western language.

    That is: few accents, or in words that hold plain letters too (``Été``), and no symbols inside words.
    """
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    letters = sum(map(str.isalpha, text))
    foreign = sum(char.isalpha() and not char.isascii() for char in text)
    plausible = foreign <= _MAX_FOREIGN * letters or not _FOREIGN_WORD.search(text)
    return Decoded(text, "Windows-1252") if plausible and not _SYMBOL_IN_WORD.search(text) else None


def _detected(raw: bytes, place: str) -> Decoded:
    best = charset_normalizer.from_bytes(raw[:_SAMPLE], cp_exclusion=_UNLIKE_ASCII).best()
    if best is None or best.chaos > _MAX_CHAOS:
        raise InputError(place, "neither UTF-8 nor any other encoding that can be told. Cure: save it as UTF-8")
    return _decode_as(raw, best.encoding, place)
