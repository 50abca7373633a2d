"""What a model makes of the behaviour suite: one verdict a case, with all that is wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from behaviour_cases import NAME_SKILLS, Case

from newstance.inference.predicting import Predictor
from newstance.labels import LabelSet
from newstance.predictions import Prediction
from newstance.records import Mention, Opinion, Span


@dataclass(frozen=True, slots=True)
class Fault:
    """One expectation of a case that did not hold."""

    part: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.part}: expected {self.expected}, got {self.found}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A case and where it failed: it passes only without any fault."""

    case: Case
    faults: tuple[Fault, ...]

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.faults

    def __str__(self) -> str:
        texts = " => ".join(self.case.texts)
        return f"{self.case.id}: {'; '.join(map(str, self.faults)) or 'passed'} | {texts}"


def judge(cases: Sequence[Case], predictor: Predictor) -> list[Verdict]:
    """One verdict a case, in their order."""
    found = predictor.predict([case.text for case in cases], [case.pairs for case in cases])
    twofold = [case for case in cases if case.variant is not None]
    again = predictor.predict([case.variant or "" for case in twofold])
    variants = {case.id: prediction for case, prediction in zip(twofold, again, strict=True)}
    return [
        Verdict(case, tuple(_faults(case, prediction, variants.get(case.id), predictor.labels)))
        for case, prediction in zip(cases, found, strict=True)
    ]


def swapped_names(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts on sentences that differ only in who is named."""
    return [verdict for verdict in verdicts if verdict.case.skill in NAME_SKILLS]


def _faults(case: Case, found: Prediction, variant: Prediction | None, labels: LabelSet) -> Iterator[Fault]:
    if variant is None:
        return _unmet(case, found, labels)
    before, after = _stance(found, labels), _stance(variant, labels)
    return _changed(before, after) if case.kind == "INV" else _stayed(case.stance or "", before, after)


def _changed(before: str, after: str) -> Iterator[Fault]:
    if before != after:
        yield Fault("variant", before, after)


def _stayed(stance: str, before: str, after: str) -> Iterator[Fault]:
    if before != stance:
        yield Fault("stance", stance, before)
    if after == stance:
        yield Fault("variant", f"not {stance}", after)


def _unmet(case: Case, found: Prediction, labels: LabelSet) -> Iterator[Fault]:
    claim = labels.claims[int(found.claim_probs.argmax())]
    if case.stance is not None and _stance(found, labels) != case.stance:
        yield Fault("stance", case.stance, _stance(found, labels))
    if case.claim is not None and claim != case.claim:
        yield Fault("claim", case.claim, claim)
    main = found.opinions[0] if found.opinions else Opinion("", None, None)
    if case.speaker is not None or case.no_speaker:
        yield from _missed("speaker", case.speaker, main.speaker)
    if case.target is not None:
        yield from _missed("target", case.target, main.target)
    yield from _wrong_pairs(case, found, labels)


def _missed(part: str, expected: Span | None, mention: Mention | None) -> Iterator[Fault]:
    """Nothing where both are missing or share a character, as in *overlap* scores."""
    found = mention.span if mention else None
    right = found is None if expected is None else found is not None and expected.overlaps(found)
    if not right:
        yield Fault(part, repr(expected.text) if expected else "none", repr(found.text) if found else "none")


def _wrong_pairs(case: Case, found: Prediction, labels: LabelSet) -> Iterator[Fault]:
    for pair, probs in zip(case.pairs, found.pair_probs if found.pair_probs is not None else (), strict=True):
        stance = labels.stances[int(probs.argmax())]
        if pair.speaker and pair.target and stance != pair.stance:
            yield Fault("pair", f"{pair.speaker.text} -> {pair.target.text} {pair.stance}", stance)


def _stance(prediction: Prediction, labels: LabelSet) -> str:
    return labels.stances[int(prediction.stance_probs.argmax())]
