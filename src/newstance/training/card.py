"""The model card of a bundle, filled from what was measured."""

from collections.abc import Mapping

from newstance.bundle import Identity
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
It reads each sentence alone: irony, allusions and who "they" are can escape it. Its training data, listed below,
is English agency-style news, much of it synthetic; expect more errors on columns, tabloids, speech transcripts and
translated text. Where a sentence holds several opinions it often finds only the main one.

## Before its numbers go into print
Read a random sample of at least 100 sentences that it labelled, of your own articles, and count its errors; report that
count beside the result. Never quote a person on the strength of a label: read the sentence. Differences of a few points
between outlets or months can be errors of the model.

## Training data
{data}
Everything was labelled by a language model following the codebook. {provenance}
Fingerprint: `{fingerprint}`.

## Scores
Measured on the int8 graphs of this bundle; one seed ({seed}); all figures are in `metrics.json`.
Thresholds and temperatures were fitted on the validation rows, which are therefore a little flattering.

{scores}
"""

PROVENANCE = {
    "sentences": "Our sentences (CC0-1.0) are synthetic: written for newstance, with invented people and events.",
    "articles": "Our articles (CC0-1.0) are synthetic agency-style pieces, split by article.",
    "newsmtsc-standoff": "newsmtsc-standoff: our labels on real sentences of NewsMTSC (Hamborg & Donnay 2021; MIT).",
    "dse-standoff": "dse-standoff: our labels on real sentences of DSE (Park et al. 2021; free to use with citation).",
}


def model_card(
    identity: Identity, counts: Mapping[str, int], fingerprint: str, seed: int, scores: Mapping[str, Scores]
) -> str:
    """The text of the bundle's README.md. ``counts`` are training sentences for each corpus."""
    return CARD.format(
        encoder=identity.encoder,
        identity=identity,
        data="\n".join(f"- {corpus}: {count:,} sentences" for corpus, count in counts.items()),
        provenance=" ".join(PROVENANCE[corpus] for corpus in counts if corpus in PROVENANCE),
        fingerprint=fingerprint,
        seed=seed,
        scores=scores_markdown(scores),
    )
