"""Our sentences of hard constructions, and such as wire and newspaper copy has: invented; train only.

``skill`` says what each is for. Composed for what earlier bundles got wrong: sarcasm, stances that somebody reports,
forecasts, who acts toward whom, conditional offers, headlines, agency ledes, sentences inside a quotation, several
opinions, targets that are hard to mark. In the manner of wire copy: concessions, reassurances, deeds, endorsements,
events, newsroom, hard neutrals, and articles sentence by sentence. The sentences of ``tests/behaviour`` are others.

Raw record, one JSON object a line of ``constructions/train.jsonl``, as in ``sentences.py`` but for the skill::

    {"id": "k0001", "text": "Lima slammed the plan.", "stance": "critical", "claim": "judgement", "domain": "diplomacy",
     "skill": "direction", "opinions": [{"stance": "critical", "speaker": {"start": 0, "end": 4, "text": "Lima"}, …}]}

Mapping: none needed, these are our layers. Licence: CC0-1.0 (``data/LICENSE``). Written by a language model following
the codebook; people and events are invented.
"""

from newstance.corpora.sets.sentences import train_only

CORPUS = train_only("constructions", "newstance contributors (2026), invented sentences of hard constructions")
