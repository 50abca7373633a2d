"""A small invented run: two articles, five sentences, as ``newstance annotate`` writes them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import html

from newstance.labels import CLAIMS, STANCES
from newstance.report import ReportSummary

Record = dict[str, Any]
Report = Callable[..., tuple[ReportSummary, html.HtmlElement]]

FERRY = (
    "Mayor backs the ferry plan\n\n"
    "Mayor Ada Lund praised the ferry plan. “It is the best idea in years,” she said.\n\nPhoto: the old quay\n\n"
    "The harbour union rejected the ferry plan."
)
STRIKE = "The union offered the port talks."


def probabilities(labels: tuple[str, ...], chosen: str) -> dict[str, float]:
    return {label: 0.7 if label == chosen else round(0.3 / (len(labels) - 1), 4) for label in labels}


def mention(article: str, text: str, actor: str | None, after: int = 0) -> Record:
    start = article.index(text, after)
    return {"start": start, "end": start + len(text), "text": text, "actor": actor}


def opinion(stance: str, speaker: Record | None, target: Record | None) -> Record:
    return {"stance": stance, "prob": 0.9, "speaker": speaker, "target": target}


def annotation(article_id: str, article: str, index: int, text: str, **given: Any) -> Record:
    start = article.index(text)
    record: Record = {"article_id": article_id, "sentence": index, "paragraph": index, "start": start}
    record |= {"end": start + len(text), "text": text, "stance": "neutral", "claim": "fact", "uncertain": False}
    record |= {"opinions": [], "quoted": False, "model": "tiny 1.0"} | given
    record["stance_probs"] = probabilities(STANCES, record["stance"])
    return record | {"claim_probs": probabilities(CLAIMS, record["claim"])}


def ferry_annotations() -> list[Record]:
    def plan(after: int) -> Record:
        return mention(FERRY, "ferry plan", "ferry plan", after)

    lund = mention(FERRY, "Ada Lund", "Ada Lund")
    mayor, union = mention(FERRY, "Mayor", "Ada Lund"), mention(FERRY, "harbour union", "Harbour Union")
    said = "“It is the best idea in years,” she said."
    praised = {"stance": "supportive", "claim": "judgement", "paragraph": 1}
    title = annotation("n1", FERRY, 0, "Mayor backs the ferry plan", stance="supportive")
    praise = annotation("n1", FERRY, 1, "Mayor Ada Lund praised the ferry plan.", **praised)
    quote = annotation("n1", FERRY, 2, said, **praised, uncertain=True, quoted=True)
    end = annotation("n1", FERRY, 3, "The harbour union rejected the ferry plan.", stance="critical")
    title["opinions"] = [opinion("supportive", mayor, plan(0))]
    praise["opinions"] = [opinion("supportive", lund, plan(30))]
    quote["opinions"] = [opinion("supportive", lund | {"elsewhere": True}, None)]
    end["opinions"] = [opinion("critical", union, plan(100))]
    return [title, praise, quote, end]


def strike_annotation() -> Record:
    talks = annotation("n2", STRIKE, 0, STRIKE, stance="conciliatory", claim="pledge")
    union, port = mention(STRIKE, "union", "union"), mention(STRIKE, "port", "Port of Aalvik")
    return talks | {"opinions": [opinion("conciliatory", union, port)]}


def articles() -> list[Record]:
    ferry = {"id": "n1", "text": FERRY, "date": "2026-03-01", "outlet": "Fjord Post", "url": "https://example.org/n1"}
    return [ferry, {"id": "n2", "text": STRIKE, "title": "Talks", "date": "2026-03-04T08:00Z", "outlet": "Quay News"}]


def write_lines(path: Path, records: list[Record]) -> Path:
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), encoding="utf-8")
    return path
