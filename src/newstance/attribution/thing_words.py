"""Closed lists of English words for things and groups: what modifies a noun, and which nouns stand for each other.

Gathered from how news varies its words (Hoey 1991, "Patterns of Lexis in Text", on lexical chains); checked on the
training part of ``data/articles``.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADLINE_VERBS: Final = _words(
    """
    abandon accept agree approve attack avoid back ban bar battle block boycott build buy call cancel challenge
    claim clear close condemn consider criticise cut defend delay demand denounce deny end extend face fear find
    free get give hail halt hit impose join keep kill launch leave lift lose make march mull name offer open oppose
    order pass pause pay plan postpone praise press promise protest push quit raise reach reject release reopen
    resume reverse review revive scrap see seek sell send settle sign slam split start stop strike support suspend
    take threaten transport urge vacate veto void vote vow walk want warn welcome win withdraw
    """
)
"""Verbs in their base form that stand before a noun in headlines (*workers reject offer*)."""

PAST_FORMS: Final = _words(
    """
    became began bought broke brought built came caught chose drew drove fell felt fought found gave got grew held hold
    kept knew led lost made met paid ran rose saw sent sold sought spent stood struck taught threw took understood went
    won wore
    """
)
"""Verbs that stand before a noun and do not end in *-ed* (*met farmers*, *won support*)."""

PLAIN_MODIFIERS: Final = _words(
    """
    alleged annual apparent biggest bitter broad cash central certain complete controversial costly current daily
    different disputed draft early eight entire existing fifth final first five foreign formal four fragile fresh
    full further future general good gradual great hard high historic huge illegal immediate interim joint key
    landmark large last late latest left lengthy likely local long low main major maximum minimum modest new next
    nine nine-day old one only open original other outright overall own partial past per-cent percent permanent
    poor possible present previous proposed provisional public quick rare real recent right rival second secret
    separate serious seven several shared short similar single six six-month small so-called special strict strong
    sudden temporary ten tentative third three total tough two two-day unanimous unfair unlawful whole wide
    """
)
"""Adjectives that say nothing of what a thing is."""

ING_NOUNS: Final = _words(
    """
    advertising banking broadcasting building drilling engineering farming fishing funding gambling housing lending
    licensing logging manufacturing mining parking planning policing pricing sentencing shipping spending trading
    training voting zoning
    """
)
"""Nouns in *-ing* that say what a thing is (*broadcasting law*), unlike verbs (*blocking talks*)."""

SAME_THING: Final = tuple(
    map(
        _words,
        (
            "accident collision crash derailment disaster",
            "accord agreement armistice ceasefire compact contract deal pact peace settlement treaty truce",
            "accusation allegation charge claim",
            "act bill law legislation statute",
            "aircraft airliner jet plane",
            "aid assistance help",
            "appointment choice nomination",
            "approval authorisation licence permission permit",
            "artefact bronze mask object painting picture portrait sculpture statue treasure work",
            "assault attack bombing raid shelling",
            "award prize",
            "ballot election poll referendum vote",
            "ban embargo moratorium prohibition suspension",
            "barrier fence wall",
            "bid deal merger offer takeover",
            "blaze fire",
            "blockade roadblock",
            "boat ferry ship tanker trawler vessel",
            "book novel",
            "cabinet government",
            "case complaint lawsuit suit",
            "charge duty fee levy surcharge tariff tax toll",
            "clinic hospital",
            "closure shutdown",
            "comment remark speech statement",
            "compensation payment payout",
            "crop harvest",
            "cut decrease reduction",
            "decision decree judgment judgement order ruling verdict",
            "delay postponement",
            "demonstration march protest rally",
            "deportation expulsion",
            "dialogue negotiation talk",
            "dismissal layoff redundancy sacking",
            "dispute quarrel row",
            "documentary film movie",
            "drug medicine pill",
            "exhibition show",
            "extension renewal",
            "final game match",
            "finding inquiry investigation report review study survey",
            "fund funding grant money subsidy",
            "hike increase rise",
            "idea plan project proposal scheme",
            "jab shot vaccine vaccination",
            "killing murder shooting",
            "mine pit quarry",
            "penalty punishment sentence term",
            "plant reactor station",
            "privatisation sale",
            "refusal rejection veto",
            "restitution return",
            "side squad team",
            "stoppage strike walkout",
            # people
            "boss employer management manager",
            "carrier airline",
            "colonist settler",
            "company exporter firm group importer maker manufacturer producer supplier",
            "creditor lender bank",
            "crew sailor seafarer seaman",
            "demonstrator marcher protester",
            "deputy lawmaker legislator senator",
            "employee labourer staff striker worker",
            "family parent relative",
            "fan supporter",
            "fighter guerrilla gunman insurgent militant rebel",
            "force soldier troop",
            "girl schoolgirl teenager youngster",
            "grower farmer peasant",
            "home-owner householder inhabitant islander local neighbour resident villager",
            "investor shareholder",
            "migrant refugee",
            "pupil schoolchildren student",
            "researcher scientist",
        ),
    )
)
"""Nouns that news uses in turn for one thing (singular)."""

_PLANS: Final = _words(
    "bridge closure cut dam mine park pipeline port quarry railway reactor reserve runway stadium system tax tunnel"
)
_ACTS: Final = _words(
    "appointment ban closure cut decision dismissal extension increase invasion offer order raid reduction release "
    "return ruling sale sanction suspension veto withdrawal"
)
SAME_SORT: Final = {
    "measure": _words(
        "ban cap curb cut decree duty fee freeze law levy limit order quota restriction rule sanction subsidy tariff "
        "tax toll"
    ),
    "package": _words("aid loan sanction"),
    "plan": _PLANS,
    "proposal": _PLANS,
    "project": _PLANS,
    "scheme": _PLANS,
    "idea": _PLANS,
    "policy": _words("ban cap cut limit quota rule"),
    "rule": _words("ban cap limit quota restriction"),
    "move": _ACTS,
    "step": _ACTS,
    "gesture": _ACTS,
    "incident": _words("accident attack clash collision crash raid shooting"),
    "text": _words("accord agreement bill law treaty"),
    "document": _words("accord agreement letter report treaty"),
}
"""What a noun that only tells the sort of thing can stand for."""

JUDGED: Final = _words(
    """
    accord agreement amendment bill book budget campaign ceasefire compact compromise concession contract deal decision
    declaration document draft exhibition film formula idea law lawsuit letter measure memo memorandum motion novel
    offer order package pact paper petition plan play policy poll programme project proposal reform report resolution
    rule ruling scheme sentence series settlement show song speech statement strategy study suit text treaty truce
    verdict
    """
)
"""Plans, texts and works: what opinions in the news are about and *it* can mean."""

PEOPLE: Final = _words(
    """
    authorities captives children civilians companies countries crew critics dockers employees exporters families
    farmers firms fishermen gangs governments groups hauliers households importers islanders liberals locals makers
    manufacturers men migrants neighbours nurses owners parents parties passengers patients peasants pensioners
    people police policemen producers protesters rebels refugees relatives residents retailers settlers shippers
    shopkeepers staff states strikers suppliers taxpayers tenants truckers unions viewers villagers volunteers
    voters women workers
    """
)
"""Nouns in the plural that *they* can mean as doers."""
PEOPLE_ENDINGS: Final = (
    "dealer", "farmer", "goer", "grower", "holder", "ian", "ist", "keeper", "maker", "owner", "worker",
)  # fmt: skip
"""How such nouns end in the singular."""
