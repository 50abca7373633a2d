"""Closed lists of English words for things and groups: what modifies a noun, what is counted, and who is people."""

from typing import Final

from newstance.attribution.lexicon import words

HEADLINE_VERBS: Final = words(
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

PAST_FORMS: Final = words(
    """
    beat became began bore bought bred broke brought built came caught chose clung dealt drank drew drove fed fell
    felt fled flew forbade forgave forgot fought found froze gave got grew held hid hold hung kept knew laid led
    lent lit lost made meant met mistook overcame oversaw overthrew paid ran rang rode rose sang sat saw sent shook
    slept slid sold sought spent spoke sprang stole stood struck stuck swept swore swung taught threw took tore
    understood undertook upheld went wept withdrew withstood won wore wrote
    """
)
"""Verbs that stand before a noun and do not end in *-ed* (*met farmers*, *won support*)."""

PLAIN_MODIFIERS: Final = words(
    """
    additional adequate alleged ambitious amended annual apparent best better biggest bitter bold brief broad
    brutal careful cash central certain clear close complete comprehensive considerable controversial costly
    crucial current daily deadly decisive different dire disastrous disputed draft dramatic early easy eight
    entire essential existing extra extraordinary fair famous far-reaching fast fatal favourable fierce fifth
    final fine firm first five foreign formal forthcoming four fragile fresh frozen full further future general
    generous genuine good gradual grand great growing hard hasty heavy high historic huge illegal immediate
    immense imminent important impossible inadequate initial intense interim joint key landmark large last
    last-minute late latest latter left lengthy likely local long long-awaited long-term low lower main major
    massive maximum mere minimum minor modest monthly mutual narrow necessary new next nine nine-day notorious
    numerous obvious old one ongoing only open ordinary original other outright overall own painful partial
    particular past pending per-cent percent permanent poor positive possible powerful preliminary premature
    present pressing previous principal prior proper proposed provisional public quick radical rapid rare real
    recent reckless regular remaining resulting right rival rough routine second secret sensible separate
    serious seven several severe shared sharp short significant similar simple single six six-month slow small
    so-called special specific steady steep stern stiff strict strong sudden sweeping swift temporary ten tense
    tentative terrible third three tight timely top total tough two two-day typical unanimous unexpected unfair
    unlawful upcoming urgent useful usual vague vast viable vital weak weekly welcome whole wide worse worst
    yearly
    """
)
"""Adjectives that say nothing of what a thing is."""

ING_NOUNS: Final = words(
    """
    advertising banking broadcasting building drilling engineering farming fishing funding gambling housing lending
    licensing logging manufacturing mining parking planning policing pricing sentencing shipping spending trading
    training voting zoning
    """
)
"""Nouns in *-ing* that say what a thing is (*broadcasting law*), unlike verbs (*blocking talks*)."""

NUMBERS: Final = words(
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen dozens hundreds thousands
    """
)
UNITS: Final = words(
    """
    billion bln cent cents crore dollar dollars euro euros kilometre kilometres lakh mile miles million mln percent
    pound pounds rupee rupees tonne tonnes trillion trln yen yuan
    """
)
"""What a number counts; no modifier of the noun after it (*a 2 billion pound bid*)."""

AMOUNTS: Final = UNITS | words("day decade goal hour minute month page point second time vote week year")
"""What *the six* does not mean (*six weeks*)."""

JUDGED: Final = words(
    """
    accord agreement amendment bill book budget campaign ceasefire compact compromise concession contract deal decision
    declaration document draft exhibition film formula idea law lawsuit letter measure memo memorandum motion novel
    offer order package pact paper petition plan play policy poll programme project proposal reform report resolution
    rule ruling scheme sentence series settlement show song speech statement strategy study suit text treaty truce
    verdict
    """
)
"""Plans, texts and works: what opinions in the news are about and *it* can mean."""

IRREGULAR_PLURALS: Final = {
    "children": "child", "countrypeople": "countrypeople", "crises": "crisis", "men": "man", "people": "people",
    "police": "police", "schoolchildren": "schoolchild", "series": "series", "women": "woman",
}  # fmt: skip
"""Plurals that do not end in *-s*, or stay as they are, and their singular."""

COLLECTIVES: Final = words("crew folk people police staff")
PEOPLE: Final = words(
    """
    ally applicant authority bishop blogger borrower breeder broker builder buyer candidate captive carer
    castaway celebrity child citizen civilian clan cleric colonist commuter company competitor conscript
    conservative consumer contractor country crewman critic customer democrat demonstrator deportee deserter
    detainee dissident docker donor driver dweller elder employee evacuee exporter extremist family fan farmer
    fighter firm fisherman follower forester gang government group gunman haulier herder homeowner hostage
    household hunter immigrant importer inhabitant inmate insurgent islander juror kidnapper laborer labourer
    landlord lender liberal local lodger maker man manufacturer marcher marine mariner medic member mercenary
    migrant militant miner moderate motorist mutineer nationalist neighbor neighbour newcomer nomad nun nurse
    occupant onlooker owner parent parishioner partner party passenger patient peasant pensioner pilgrim
    policeman producer protester pupil railwayman reader rebel refugee relative rescuer resident retailer rider
    sailor schoolchild seafarer seaman seller separatist serviceman settler shipper shopkeeper shopper smuggler
    soldier spectator squatter stakeholder state striker student subscriber supplier supporter survivor taxpayer
    team teenager tenant traveller tribe troop trucker union user veteran victim viewer vigilante villager
    volunteer voter warder witness woman worker youngster
    """
)
"""Nouns, here in the singular, whose plural *they* can mean as doers."""
PEOPLE_ENDINGS: Final = (
    "dealer", "farmer", "goer", "grower", "holder", "ian", "ist", "keeper", "maker", "owner", "worker",
)  # fmt: skip
"""How such nouns end in the singular."""
