"""Downloads from a real local server that can break off, refuse ranges, or serve another file."""

import hashlib
import re
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from newstance.corpora.corpus import Corpus, RemoteFile
from newstance.corpora.fetching import PARTIAL, FetchError, fetch
from newstance.corpora.registry import CORPORA
from newstance.corpora.sets.dse import CORPUS as DSE
from newstance.corpora.sets.seesaw import CORPUS as SEESAW
from newstance.errors import ConfigError, InputError

CONTENT = b"".join(b"line %d of an invented corpus\n" % number for number in range(20_000))


@dataclass
class Server:
    url: str = ""
    content: bytes = CONTENT
    break_after: int | None = None
    ranges: bool = True
    asked: list[str | None] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            state.asked.append(wanted)
            if self.path != "/corpus.txt":
                self.send_error(404, "Not Found")
                return
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and state.ranges else 0
            if start >= len(state.content):
                self.send_error(416, "Range Not Satisfiable")
                return
            body = state.content[start:]
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: state.break_after])

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{http.server_port}/corpus.txt"
    yield state
    http.shutdown()
    http.server_close()
    thread.join()


def corpus(url: str, digest: str | None = None) -> Corpus:
    file = RemoteFile("dse/corpus.txt", url, digest or hashlib.sha256(CONTENT).hexdigest())
    return replace(DSE, remote=(file,))


def files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def test_a_set_is_fetched_checked_and_then_left_alone(server: Server, tmp_path: Path) -> None:
    lines: list[str] = []
    for _ in range(2):
        fetch(corpus(server.url), tmp_path, lines.append)
    place = tmp_path / "dse" / "corpus.txt"
    assert place.read_bytes() == CONTENT
    assert files(tmp_path) == [Path("dse/corpus.txt")]
    assert lines == [f"{place}: fetched, sha256 as pinned", f"{place}: already there"]
    assert server.asked == [None]


def test_half_a_download_is_never_in_place_and_goes_on_where_it_broke(server: Server, tmp_path: Path) -> None:
    server.break_after = 100_000
    message = f"{server.url}: the connection broke after 100,000 bytes. Cure: run the command again to go on"
    with pytest.raises(FetchError, match=f"^{re.escape(message)}$"):
        fetch(corpus(server.url), tmp_path, print)
    assert files(tmp_path) == [Path(PARTIAL, "dse/corpus.txt")]
    server.break_after = None
    fetch(corpus(server.url), tmp_path, print)
    assert server.asked == [None, "bytes=100000-"]
    assert files(tmp_path) == [Path("dse/corpus.txt")]
    assert (tmp_path / "dse" / "corpus.txt").read_bytes() == CONTENT


def test_a_server_without_ranges_starts_anew(server: Server, tmp_path: Path) -> None:
    server.break_after, server.ranges = 100_000, False
    with pytest.raises(FetchError):
        fetch(corpus(server.url), tmp_path, print)
    server.break_after = None
    fetch(corpus(server.url), tmp_path, print)
    assert (tmp_path / "dse" / "corpus.txt").read_bytes() == CONTENT


def test_a_whole_partial_file_is_taken_over(server: Server, tmp_path: Path) -> None:
    partial = tmp_path / PARTIAL / "dse" / "corpus.txt"
    partial.parent.mkdir(parents=True)
    partial.write_bytes(CONTENT)
    fetch(corpus(server.url), tmp_path, print)
    assert (server.asked, files(tmp_path)) == ([f"bytes={len(CONTENT)}-"], [Path("dse/corpus.txt")])


def test_another_file_than_the_pinned_one_is_thrown_away(server: Server, tmp_path: Path) -> None:
    server.content = CONTENT.replace(b"invented", b"tampered")
    found = hashlib.sha256(server.content).hexdigest()
    expected = hashlib.sha256(CONTENT).hexdigest()
    message = (
        f"{server.url}: the file is not the pinned one: expected sha256 {expected}, got {found}; "
        "nothing of it was kept. Cure: run the command again; if it stays so, the source has changed, please report it"
    )
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        fetch(corpus(server.url), tmp_path, print)
    assert files(tmp_path) == []


def test_a_broken_file_in_place_is_fetched_again(server: Server, tmp_path: Path) -> None:
    place = tmp_path / "dse" / "corpus.txt"
    place.parent.mkdir()
    place.write_bytes(CONTENT[:1000])
    fetch(corpus(server.url), tmp_path, print)
    assert place.read_bytes() == CONTENT


def test_what_the_server_refuses_is_told(server: Server, tmp_path: Path) -> None:
    gone = server.url.replace("corpus.txt", "gone.txt")
    with pytest.raises(FetchError, match=re.escape(f"{gone}: the server answered 404 Not Found")):
        fetch(corpus(gone), tmp_path, print)
    assert files(tmp_path) == []


def test_no_server_at_all_is_told_with_a_cure(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"after 0 bytes\. Cure: run the command again to go on$"):
        fetch(corpus("http://127.0.0.1:9/corpus.txt"), tmp_path, print)
    assert files(tmp_path) == []


def test_only_https_is_fetched(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=re.escape("ftp://news.example/x: only https is fetched")):
        fetch(corpus("ftp://news.example/x"), tmp_path, print)


def test_a_set_that_git_must_fetch_says_how(tmp_path: Path) -> None:
    cure = (
        f"Cure: git clone https://github.com/launchnlp/SEESAW {tmp_path}/seesaw && git -C {tmp_path}/seesaw checkout "
    )
    with pytest.raises(ConfigError, match=re.escape(f"there is nothing to download for corpus 'seesaw'. {cure}")):
        fetch(SEESAW, tmp_path, print)


def test_every_remote_file_has_a_place_of_its_own() -> None:
    remote = {file for corpus in CORPORA.values() for file in corpus.remote}
    assert max(Counter(file.path for file in remote).values()) == 1
    assert all(file.url.startswith("https://") for file in remote)
