"""The model card of a bundle, filled from what was measured."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from newstance.bundle import Identity
from newstance.corpora.registry import OURS
from newstance.evaluation.confidence import risk_coverage, selective_risks
from newstance.evaluation.metrics import Scores
from newstance.evaluation.tables import scores_markdown

CARD = """\
---
license: apache-2.0
language: en
base_model: {encoder}
tags: [stance, news, opinion, claim]
---
# {identity}

Reads one sentence of an English news article and says who takes which stance (supportive, critical, conciliatory,
neutral) toward whom or what, and what kind of claim is made. It is a bundle of newstance: `newstance annotate --model
THIS_FOLDER article.txt`.

## What it is for
Finding and counting stances in many articles, as a first reading that a person checks. The labels are defined in the
codebook (`docs/codebook.md` of newstance).

## What it is bad at
It reads each sentence alone: irony, allusions and who "they" are can escape it. Reported and predicted stances ("will
probably reject") are often taken for the reporter's own, and sarcasm is read literally: the behaviour suite
(`python benchmarks/behaviour.py --model THIS_FOLDER`) counts how often. Expect more errors on what its training data,
listed below, has little of: columns, tabloids, speech transcripts, translations.
Where a sentence holds several opinions it often finds only the main one.

## Before its numbers go into print
Read a random sample of at least 100 sentences that it labelled, of your own articles, and count its errors; report that
count beside the result. Never quote a person on the strength of a label: read the sentence. Differences of a few points
between outlets or months can be errors of the model. Names change some of its labels: compare persons or countries only
after `benchmarks/behaviour.py` has shown you how many.

## Training data
{data}

{provenance}{untaught}

## Scores
Measured on this bundle's own graphs, with their rounded weights; {made}; all figures are in `metrics.json`.
Thresholds and temperatures were fitted on the validation rows, which are therefore a little flattering. *pair* is the
stance asked for a given speaker and target, *triple* a whole opinion: stance right, both spans overlapping.

{scores}

## If only confident answers count
Errors of the stance among the most confident part of the test answers; the threshold is what `--min-confidence` has to
be, so that the rest is marked as uncertain.

{risks}
"""

LABELLED = "A language model wrote all labels that follow the codebook; another one read a good part of them again."

PROVENANCE = {
    "sentences": "Our sentences (CC0-1.0) are synthetic: written for newstance, with invented people and events.",
    "articles": "Our articles (CC0-1.0) are synthetic agency-style pieces, split by article.",
    "constructions": "constructions: more invented sentences (CC0-1.0), hard ones and such as wire copy has.",
    "dispatches": "dispatches: more invented articles (CC0-1.0), sentence by sentence.",
    "newsmtsc-standoff": "newsmtsc-standoff: our labels on real sentences of NewsMTSC (Hamborg & Donnay 2021; MIT).",
    "dse-standoff": "dse-standoff: our labels on real sentences of DSE (Park et al. 2021; free to use with citation).",
    "news-standoff": "news-standoff: our labels on more real sentences of both, chosen for being hard.",
    "newsmtsc": "newsmtsc: its authors' labels of pairs, made by crowd workers (MIT).",
    "dse": "dse: its authors' labels of pairs, made by crowd workers (free to use with citation).",
    "table": "table: a table of the user's own, labels and all.",
    "seesaw": "seesaw: its authors' labels of pairs (Zhang et al. 2022; CC BY-NC-SA).",
    "plover": "plover: example sentences of the CAMEO manual with their authors' codes (CC BY-SA 4.0).",
}

UNTRAINED = "None of its own: its weights are those, or the mean of those, that it went on from."

UNTAUGHT = "No training row has {layers}: what the model says of them is noise."

TAUGHT = "What these corpora do not say of their sentences was answered by another model, the teacher."


def model_card(  # noqa: PLR0913 - what a card tells of
    identity: Identity,
    data: Mapping[str, Any],
    made: str,
    scores: Mapping[str, Scores],
    *,
    taught: bool,
    untaught: Sequence[str] = (),
) -> str:
    """The text of the bundle's README.md.

    ``data`` is what ``data.json`` says of the training; ``made``: from which seed, or the mean of which weights;
    ``taught``: a teacher answered what corpora lack; ``untaught``: layers that nothing has taught the model.
    """
    own, before = data["train"]["sentences"], data["went_on_from"]
    learned = dict.fromkeys([*own, *(corpus for bundle in before for corpus in bundle["sentences"])])
    return CARD.format(
        encoder=identity.encoder,
        identity=identity,
        data="\n\n".join([_own(data["train"]), *dict.fromkeys(map(_before, before))]),
        provenance=_provenance(learned, taught=taught),
        untaught=f"\n{UNTAUGHT.format(layers=', '.join(untaught))}" if untaught else "",
        made=made,
        scores=scores_markdown(scores),
        risks=_risks_markdown(scores),
    )


def _provenance(corpora: Collection[str], *, taught: bool) -> str:
    """Who labelled what, in sentences."""
    labelled = [LABELLED] if set(OURS).intersection(corpora) else []
    return " ".join([*labelled, *(PROVENANCE[c] for c in corpora if c in PROVENANCE), *([TAUGHT] if taught else [])])


def _own(trained: Mapping[str, Any]) -> str:
    if not trained["sentences"]:
        return UNTRAINED
    return f"{_counts(trained['sentences'])}\n\nFingerprint of these rows: `{trained['sha256']}`."


def _before(bundle: Mapping[str, Any]) -> str:
    return f"It went on from {bundle['name']}, which had learned from\n\n{_counts(bundle['sentences'])}"


def _counts(sentences: Mapping[str, int]) -> str:
    return "\n".join(f"- {corpus}: {count:,} sentences" for corpus, count in sentences.items())


def _risks_markdown(scores: Mapping[str, Scores]) -> str:
    lines = ["| corpus | answers used | wrong | threshold |", "|---|---:|---:|---:|"]
    for corpus, found in scores.items():
        if found.stance is not None and corpus.startswith("test"):
            curve = risk_coverage(found.stance.answers.confidence, found.stance.answers.correct)
            lines += [
                f"| {corpus} | {row.coverage:.0%} | {row.risk:.1%} | {row.threshold:.2f} |"
                for row in selective_risks(curve)
            ]
    return "\n".join(lines)
