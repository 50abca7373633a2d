"""Closed lists of English words around nouns for things and groups: what modifies a noun, and which nouns are people."""

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

NUMBERS: Final = _words(
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen dozens hundreds thousands
    """
)
UNITS: Final = _words(
    """
    billion bln cent cents crore dollar dollars euro euros kilometre kilometres lakh mile miles million mln percent
    pound pounds rupee rupees tonne tonnes trillion trln yen yuan
    """
)
"""What a number counts; no modifier of the noun after it (*a 2 billion pound bid*)."""

IRREGULAR_PLURALS: Final = {
    "children": "child", "countrypeople": "countrypeople", "crises": "crisis", "men": "man", "people": "people",
    "police": "police", "schoolchildren": "schoolchild", "series": "series", "women": "woman",
}  # fmt: skip
"""Plurals that do not end in *-s*, or stay as they are, and their singular."""

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
