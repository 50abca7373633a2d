"""A teacher answers what a corpus does not say, so that its sentences can train every head (Hinton et al. 2015).

DSE and NewsMTSC label pairs alone, a user's table perhaps only stances. The teacher, a bundle (a slim one too), reads
their sentences and adds what is missing: its probabilities of stance and claim, its spans and the pairs that these
make. Gold labels stay as they are.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from rich.progress import track

from newstance.bundle import MANIFEST, TOKENIZER, open_bundle
from newstance.inference.predicting import Predictor
from newstance.labels import CLAIMS, STANCES
from newstance.predictions import Prediction
from newstance.records import Example, Pair, Span
from newstance.tokenising import SentenceTokeniser
from newstance.training.batches import Taught, gold, one_hot
from newstance.training.precision import fastest_device
from newstance.training.starting import load_bundles
from newstance.training.torch_engine import TorchEngine

log = logging.getLogger(__name__)

MOST_PAIRS = 24
"""Questions about pairs that the teacher adds to one sentence."""


@dataclass(frozen=True, slots=True)
class BundleTeacher:
    """Implements ``newstance.training.batches.Teacher`` with a trained bundle."""

    predictor: Predictor
    key: str

    def complete(self, examples: Sequence[Example]) -> list[Taught]:
        """The examples in their order, every missing layer filled in."""
        taught = {row: gold(example) for row, example in enumerate(examples) if not _lacks_a_layer(example)}
        lacking = [row for row in range(len(examples)) if row not in taught]
        log.info("The teacher reads %s sentences", f"{len(lacking):,}")
        answers = self._answers([examples[row] for row in lacking])
        for place, answer in track(answers, description="Teacher", total=len(lacking)):
            taught[lacking[place]] = answer
        return [taught[row] for row in range(len(examples))]

    def _answers(self, examples: Sequence[Example]) -> Iterator[tuple[int, Taught]]:
        questions: list[tuple[Pair, ...]] = [() for _ in examples]
        for batch in self.predictor.encode([example.text for example in examples]):
            for row, found in self.predictor.decode(batch).items():
                questions[row] = _questions(examples[row], found)
            for row, answer in self.predictor.decode(batch, questions).items():
                yield row, _taught(examples[row], questions[row], answer)


def open_teacher(folder: Path) -> BundleTeacher:
    """The teacher of a bundle folder.

    Raises:
        ConfigError: a bundle without what training takes.
        BundleError: a broken bundle.
    """
    bundle = open_bundle(folder)
    predictor = Predictor(
        engine=TorchEngine(load_bundles([folder], "model.teacher").to(fastest_device()), precision="auto"),
        tokeniser=SentenceTokeniser.from_file(folder / TOKENIZER, bundle.identity.max_tokens),
        labels=bundle.labels,
        calibration=bundle.calibration,
        name=str(bundle.identity),
    )
    return BundleTeacher(predictor, key=(folder / MANIFEST).read_text(encoding="utf-8"))


def _lacks_a_layer(example: Example) -> bool:
    return None in (example.stance, example.claim, example.speakers, example.targets)


def _questions(example: Example, found: Prediction) -> tuple[Pair, ...]:
    """The example's own pairs, then those of the teacher's spans; their stance is not read."""
    speakers: list[Span | None] = [None, *(found.speakers or ())]
    targets: list[Span | None] = [None, *(found.targets or ())]
    asked = {(pair.speaker, pair.target) for pair in example.pairs} | {(None, None)}
    new = [Pair(speaker, target, STANCES[-1]) for speaker, target in product(speakers, targets)]
    return (*example.pairs, *[pair for pair in new if (pair.speaker, pair.target) not in asked][:MOST_PAIRS])


def _taught(example: Example, questions: Sequence[Pair], answer: Prediction) -> Taught:
    own = [one_hot(pair.stance, STANCES) for pair in example.pairs]
    answered = [] if answer.pair_probs is None else answer.pair_probs.tolist()
    return Taught(
        replace(
            example,
            pairs=tuple(questions),
            speakers=answer.speakers if example.speakers is None else example.speakers,
            targets=answer.targets if example.targets is None else example.targets,
        ),
        stance=one_hot(example.stance, STANCES) if example.stance is not None else answer.stance_probs.tolist(),
        claim=one_hot(example.claim, CLAIMS) if example.claim is not None else answer.claim_probs.tolist(),
        pairs=[*own, *answered[len(own) :]],
    )
