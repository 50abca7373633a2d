"""Our dispatches: invented news articles, sentence by sentence in their order; train only.

Agency wire, broadsheet, regional paper, magazine: what surrounds opinions in real copy (background, procedure, hard
neutrals), quotations of several sentences, pronouns and role nouns for people named before, with the actors behind the
mentions as in ``articles.py``.

Raw record, one JSON object a line of ``dispatches/train.jsonl``, as in ``sentences.py`` and with its article::

    {"id": "d0001", "article": "d01", "text": "Lima slammed the plan.", "stance": "critical", "claim": "judgement",
     "domain": "diplomacy", "opinions": [{"stance": "critical", "speaker": {"start": 0, "end": 4, "text": "Lima"}, …
     "speaker_actor": "Peru", "target_actor": "plan"}]}

Mapping: none needed, these are our layers. Licence: CC0-1.0 (``data/LICENSE``). Written by a language model following
the codebook; people and events are invented.
"""

from newstance.corpora.sets.sentences import train_only

CORPUS = train_only("dispatches", "newstance contributors (2026), invented news articles, sentence by sentence")
