"""Downloads public sets from pinned commits: resumable, checked by sha256, and in place only when complete.

What has arrived of a file waits in ``.partial/`` beside the sets; a set's own folder never holds half a file.
"""

import hashlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from newstance.corpora.corpus import Corpus, RemoteFile
from newstance.errors import ConfigError, InputError, NewstanceError

PARTIAL: Final = ".partial"
_CHUNK: Final = 1 << 16
_TIMEOUT: Final = 30.0
_PARTIAL_CONTENT: Final = 206
_RANGE_REFUSED: Final = 416

Report = Callable[[str], None]


class FetchError(NewstanceError):
    """A download that did not arrive; what has arrived is kept, and the same command goes on from there."""


def fetch(corpus: Corpus, public_root: Path, report: Report) -> None:
    """Downloads the files of ``corpus`` below ``public_root``; files that are there and whole are left alone.

    Raises:
        ConfigError: the set needs no download, or cannot be had file by file.
        InputError: a file is not the pinned one; nothing of it is kept.
        FetchError: the connection failed; run again to go on.
    """
    if not corpus.remote:
        cure = f" Cure: {corpus.cure.replace('PUBLIC_ROOT', str(public_root))}" if corpus.cure else ""
        raise ConfigError(f"there is nothing to download for corpus {corpus.name!r}.{cure}")
    for file in corpus.remote:
        place = public_root / file.path
        if place.is_file() and _sha256(place) == file.sha256:
            report(f"{place}: already there")
        else:
            _fetch_file(file, place, public_root / PARTIAL / file.path)
            report(f"{place}: fetched, sha256 as pinned")


def _fetch_file(file: RemoteFile, place: Path, partial: Path) -> None:
    partial.parent.mkdir(parents=True, exist_ok=True)
    _download(file.url, partial)
    found = _sha256(partial)
    if found != file.sha256:
        partial.unlink()
        raise InputError(
            file.url,
            f"the file is not the pinned one: expected sha256 {file.sha256}, got {found}; nothing of it was kept. "
            "Cure: run the command again; if it stays so, the source has changed, please report it",
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    partial.replace(place)


def _download(url: str, partial: Path) -> None:
    try:
        for append, chunk in _received(url, partial.stat().st_size if partial.exists() else 0):
            with partial.open("ab" if append else "wb") as file:
                file.write(chunk)
    except urllib.error.HTTPError as error:
        if error.code == _RANGE_REFUSED:  # all of it had arrived before; the sha256 decides
            return
        raise FetchError(f"{url}: the server answered {error.code} {error.reason}") from None
    except (OSError, http.client.HTTPException) as error:
        size = partial.stat().st_size if partial.exists() else 0
        fault = f"{_reason(error)} after {size:,} bytes. Cure: run the command again to go on"
        raise FetchError(f"{url}: {fault}") from None


def _received(url: str, have: int) -> Iterator[tuple[bool, bytes]]:
    """Yields chunks and whether each is to be appended: a server without ranges starts anew."""
    if not url.startswith(("https://", "http://127.0.0.1:")):
        raise ConfigError(f"{url}: only https is fetched")
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})  # noqa: S310 - see above
    with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
        append = have > 0 and answer.status == _PARTIAL_CONTENT
        expected = answer.length
        received = 0
        while chunk := answer.read(_CHUNK):
            yield append, chunk
            append = True
            received += len(chunk)
        if expected is not None and received < expected:
            raise http.client.IncompleteRead(b"", expected - received)


def _reason(error: Exception) -> str:
    if isinstance(error, http.client.IncompleteRead):
        return "the connection broke"
    return str(getattr(error, "reason", error))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
