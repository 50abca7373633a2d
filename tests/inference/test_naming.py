"""One actor has one name in all annotations of a run's corpus; a kill at any moment changes nothing of the result."""

import csv
import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from newstance.attribution import ActorTable, attribute
from newstance.inference import naming
from newstance.inference.annotating import AnnotatedArticle
from newstance.inference.job import AnnotationFiles
from newstance.records import Annotation, Article, Mention, Opinion, Sentence, Span

CORPUS = {
    "a": [
        ("President Volodymyr Zelenskyy thanked the European Union (EU).", "Volodymyr Zelenskyy", "European Union"),
        ("Zelenskyy left.", None, None),
    ],
    "b": [("President Zelenskiy blamed the Kremlin.", "Zelenskiy", "Kremlin"), ("Zelenskyy left.", "Zelenskyy", None)],
    "c": [("Minister Ada Obi and mayor Tom Obi met.", "Ada Obi", "Tom Obi"), ("Obi praised the EU.", "Obi", "EU")],
    "d": [("The Harbour Workers' Union (HWU) struck.", "Harbour Workers' Union", None)],
    "e": [("The HWU blamed Moscow.", "HWU", "Moscow"), ("José Roe and Jose Roe spoke.", "José Roe", "Jose Roe")],
    "f": [("José Roe blamed the harbour levy.", "José Roe", "harbour levy")],
}
NAMES = {
    "a": ["Volodymyr Zelenskyy", "European Union"],
    "b": ["Volodymyr Zelenskyy", "Russia", "Volodymyr Zelenskyy"],
    "c": ["Ada Obi", "Tom Obi", "Obi", "European Union"],
    "d": ["Harbour Workers' Union"],
    "e": ["Harbour Workers' Union", "Russia", "José Roe", "José Roe"],
    "f": ["José Roe", "harbour levy"],
}


def annotated(name: str) -> AnnotatedArticle:
    text = " ".join(sentence for sentence, _, _ in CORPUS[name])
    sentences, annotations, start = [], [], 0
    for index, (words, speaker, target) in enumerate(CORPUS[name]):
        sentence = Sentence(name, index, 0, start, start + len(words), words)
        opinion = Opinion("critical", mention(sentence, speaker), mention(sentence, target))
        probs = {"critical": 0.9, "neutral": 0.1}
        annotations.append(
            Annotation(sentence, "critical", probs, "fact", {"fact": 1.0}, False, (opinion,), False, "t")
        )
        sentences.append(sentence)
        start += len(words) + 1
    article = Article(name, text)
    return AnnotatedArticle(article, attribute(article, sentences, annotations))


def mention(sentence: Sentence, words: str | None) -> Mention | None:
    if words is None:
        return None
    at = sentence.start + sentence.text.index(words)
    return Mention(Span(at, at + len(words), words))


def windows(names: str = "abcdef") -> Iterator[list[AnnotatedArticle]]:
    yield from ([annotated(name)] for name in names)


def rest_of_the_run(out: Path, output_format: str = "jsonl") -> AnnotationFiles:
    """The run on ``CORPUS``, from where an earlier one stopped."""
    files = AnnotationFiles(out, output_format, "job", resume=True)
    articles = files.rest(annotated(name).article for name in CORPUS)
    files.write([annotated(article.id)] for article in articles)
    return files


def actors(lines: list[dict]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        opinions = line["opinions"] if isinstance(line["opinions"], list) else json.loads(line["opinions"])
        mentions = [opinion[side] for opinion in opinions for side in ("speaker", "target")]
        found.setdefault(line["article_id"], []).extend(mention["actor"] for mention in mentions if mention)
    return found


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_one_actor_has_one_name(tmp_path: Path) -> None:
    rest_of_the_run(tmp_path / "out")
    lines = (tmp_path / "out" / "annotations.jsonl").read_text("utf-8").splitlines()
    assert actors([json.loads(line) for line in lines]) == NAMES
    assert sorted(files_of(tmp_path / "out")) == ["annotations.jsonl", "articles.jsonl"]


def test_one_actor_has_one_name_in_csv(tmp_path: Path) -> None:
    rest_of_the_run(tmp_path / "out", "csv")
    with (tmp_path / "out" / "annotations.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert actors(list(csv.DictReader(stream))) == NAMES
    with (tmp_path / "out" / "opinions.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["speaker"], row["target"]) for row in rows if row["article_id"] == "e"] == [
        ("Harbour Workers' Union", "Russia"),
        ("José Roe", "José Roe"),
    ]
    assert sorted(files_of(tmp_path / "out")) == ["annotations.csv", "articles.jsonl", "opinions.csv"]


def test_names_of_the_users_table_are_settled(tmp_path: Path) -> None:
    table = ActorTable({**ActorTable.builtin().actors, "zelenskiy": "Zelenskiy"})
    AnnotationFiles(tmp_path / "x.jsonl", "jsonl", "job", resume=False, actors=table).write(windows("ab"))
    lines = (tmp_path / "x.jsonl").read_text("utf-8").splitlines()
    assert actors([json.loads(line) for line in lines])["b"] == ["Zelenskiy", "Russia", "Volodymyr Zelenskyy"]


def test_naming_again_changes_nothing(tmp_path: Path) -> None:
    rest_of_the_run(tmp_path / "out")
    assert naming.name_alike(tmp_path / "out" / "annotations.jsonl", tmp_path / "again", None) is False
    assert not (tmp_path / "again").exists()


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at_a_window(out: Path) -> None:
    def dying() -> Iterator[list[AnnotatedArticle]]:
        yield from windows("abc")
        kill()

    AnnotationFiles(out, "jsonl", "job", resume=True).write(dying())


def killed_while_naming(out: Path) -> None:
    calls = []

    def dying(annotation: dict, _: dict[str, str]) -> dict:
        calls.append(annotation)
        if len(calls) > len(CORPUS) // 2:
            kill()
        return annotation

    with mock.patch.object(naming, "renamed", dying):
        rest_of_the_run(out)


def killed_after_the_first_file(out: Path) -> None:
    replace = Path.replace

    def dying(self: Path, target: Path) -> Path:
        if target.name == "articles.jsonl":
            kill()
        return replace(self, target)

    with mock.patch.object(Path, "replace", dying):
        rest_of_the_run(out)


@pytest.mark.parametrize("death", [killed_at_a_window, killed_while_naming, killed_after_the_first_file])
def test_a_run_killed_with_signal_9_ends_byte_for_byte_the_same(tmp_path: Path, death: Callable[[Path], None]) -> None:
    rest_of_the_run(tmp_path / "whole")
    process = multiprocessing.get_context("spawn").Process(target=death, args=(tmp_path / "out",))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert "annotations.jsonl.progress.json" in files_of(tmp_path / "out")
    rest_of_the_run(tmp_path / "out")
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")


class Killed(BaseException):
    """Stands for signal 9."""


@contextmanager
def killed_before(operation: str, name: str) -> Iterator[None]:
    """The run dies where it is about to rename or remove the file of that name."""
    whole = getattr(Path, operation)

    def dying(self: Path, *arguments: Any, **options: Any) -> Any:
        if self.exists() and name in {self.name, *(target.name for target in arguments)}:
            raise Killed
        return whole(self, *arguments, **options)

    with mock.patch.object(Path, operation, dying), pytest.raises(Killed):
        yield


@pytest.mark.parametrize("names", ["abcdef", "f"], ids=["with aliases", "without"])
@pytest.mark.parametrize("output_format", ["jsonl", "csv"])
@pytest.mark.parametrize(
    ("operation", "name"),
    [
        ("replace", "annotations.{}"),
        ("replace", "opinions.csv"),
        ("replace", "articles.jsonl"),
        ("unlink", "annotations.jsonl.progress.json"),
    ],
)
def test_a_run_killed_while_it_finishes_does_not_start_from_zero(
    tmp_path: Path, names: str, output_format: str, operation: str, name: str
) -> None:
    if name == "opinions.csv" and output_format != "csv":
        pytest.skip("jsonl has no table of opinions")
    AnnotationFiles(tmp_path / "whole", output_format, "job", resume=True).write(windows(names))
    with killed_before(operation, name.format(output_format)):
        AnnotationFiles(tmp_path / "out", output_format, "job", resume=True).write(windows(names))
    rest = AnnotationFiles(tmp_path / "out", output_format, "job", resume=True)
    assert rest.progress.articles == len(names)
    rest.write([])
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")


def test_a_run_killed_while_it_clears_up_is_over(tmp_path: Path) -> None:
    AnnotationFiles(tmp_path / "whole", "jsonl", "job", resume=True).write(windows())
    with killed_before("unlink", "annotations.jsonl.part"):
        AnnotationFiles(tmp_path / "out", "jsonl", "job", resume=True).write(windows())
    left = files_of(tmp_path / "out")
    assert set(left) == {"annotations.jsonl", "annotations.jsonl.part", "articles.jsonl"}
    assert left.items() > files_of(tmp_path / "whole").items()


def test_a_namesake_in_a_sentence_without_opinions_keeps_a_surname_apart(tmp_path: Path) -> None:
    def line(text: str, *speakers: str) -> str:
        opinions = [{"speaker": {"text": speaker, "actor": speaker}, "target": None} for speaker in speakers]
        return json.dumps({"article_id": text, "text": text, "opinions": opinions}) + "\n"

    annotations, out = tmp_path / "annotations", tmp_path / "named"
    named = line("Mr Tom Roe praised it, and Roe left.", "Tom Roe") + line("Mr Roe left.", "Roe")
    annotations.write_text(named + line("The talks ended."), encoding="utf-8")
    assert naming.name_alike(annotations, out, None)
    assert '"actor": "Roe"' not in out.read_text(encoding="utf-8")
    annotations.write_text(named + line("Jane Roe arrived on Monday."), encoding="utf-8")
    assert not naming.name_alike(annotations, out, None)
