"""Closed lists of English nouns that stand for each other where news varies its words.

Gathered from general news vocabulary (Hoey 1991, "Patterns of Lexis in Text", on lexical chains; Schmid 2000, "English
Abstract Nouns as Conceptual Shells", on nouns like *measure* and *move*); checked on the training part of
``data/articles``.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SAME_THING: Final = tuple(
    map(
        _words,
        (
            # events
            "abduction kidnapping",
            "accident collision crash derailment disaster sinking tragedy wreck",
            "airstrike assault attack bombardment bombing offensive raid shelling strike",
            "arrest detention imprisonment jailing",
            "battle clash fighting skirmish",
            "blast explosion",
            "blaze fire inferno wildfire",
            "blockade occupation picket roadblock",
            "campaign mission offensive operation",
            "coup putsch takeover",
            "crop harvest",
            "cyclone hurricane storm tornado typhoon",
            "demonstration march picket protest rally sit-in vigil",
            "deportation expulsion removal",
            "disease illness virus",
            "disorder disturbance riot unrest violence",
            "earthquake quake tremor",
            "epidemic outbreak pandemic",
            "exchange swap",
            "famine hunger starvation",
            "final fixture game match tie",
            "flood flooding deluge",
            "freeing release",
            "gathering meeting session summit",
            "handover repatriation restitution return transfer",
            "insurrection mutiny rebellion revolt uprising",
            "killing massacre murder shooting slaying",
            "leak pollution spill",
            "pull-out pullout retreat withdrawal",
            "stoppage strike walkout",
            "tour trip visit",
            "triumph victory win",
            "defeat loss setback",
            "conflict invasion war",
            # what is said and written
            "about-face about-turn climbdown reversal shift turnaround u-turn",
            "accusation allegation charge claim",
            "affair scandal",
            "amnesty clemency pardon",
            "appeal call demand petition plea request",
            "argument dispute feud quarrel row spat stand-off standoff",
            "assurance commitment guarantee offer pledge promise undertaking vow",
            "barb gibe insult jibe remark slur taunt",
            "case complaint lawsuit litigation petition suit",
            "comment observation remark speech statement",
            "address speech",
            "communique communiqué declaration statement",
            "condemnation criticism rebuke",
            "consultation dialogue discussion negotiation talk",
            "demand ultimatum",
            "document draft paper text",
            "audit finding inquiry investigation probe report review study survey",
            "idea plan project proposal scheme",
            "letter memo memorandum message note",
            "motion resolution",
            "threat warning",
            # rules and decisions
            "accord agreement armistice arrangement bargain ceasefire compact contract deal pact peace settlement treaty "
            "truce understanding",
            "act bill law legislation statute",
            "amendment change revision",
            "appointment choice nomination pick selection",
            "approval authorisation authorization clearance consent go-ahead licence license permission permit",
            "award honour honor medal prize title trophy",
            "backing endorsement support",
            "ballot contest election plebiscite poll referendum vote",
            "ban bar embargo moratorium prohibition suspension",
            "cap ceiling curb limit limitation quota restriction threshold",
            "charge duty fee levy surcharge tariff tax toll",
            "closure shutdown",
            "decision decree judgment judgement order ruling verdict",
            "deferral delay freeze halt moratorium pause postponement reprieve respite stay suspension",
            "departure exit resignation",
            "dismissal firing layoff ouster redundancy removal sacking",
            "extension prolongation renewal",
            "fine penalty punishment sanction sentence term",
            "opening reopening",
            "overhaul reform reorganisation reorganization restructuring revamp shake-up shakeup",
            "rebuff refusal rejection veto",
            "regulation rule",
            # money
            "acquisition approach bid buyout deal merger offer purchase takeover",
            "aid assistance help relief",
            "bailout rescue",
            "compensation damages payment payout reparation",
            "cut cutback decrease reduction",
            "disposal divestment privatisation privatization sale sell-off",
            "fund funding grant money subsidy",
            "hike increase rise",
            "pay salary wage",
            "job position post role seat",
            # objects and places
            "aircraft airliner jet plane",
            "airport airfield",
            "artefact artifact bronze mask object painting picture portrait sculpture statue treasure work",
            "app application platform software tool",
            "barrier fence wall",
            "boat craft ferry freighter ship tanker trawler vessel yacht",
            "border boundary frontier line",
            "book memoir novel volume",
            "chapel church parish",
            "clinic hospital",
            "colliery mine pit quarry",
            "concert gig show",
            "documentary feature film movie picture",
            "drug medicine pill therapy treatment",
            "exam examination test",
            "exhibition show",
            "factory mill plant works",
            "firearm gun rifle weapon",
            "harbor harbour port",
            "highway motorway road",
            "immunisation immunization inoculation jab shot vaccination vaccine",
            "jail prison",
            "landfill dump tip",
            "lorry truck",
            "missile rocket",
            "plant reactor station",
            "programme program series show",
            "single song track",
            "album record",
            # people
            "airline carrier",
            "activist campaigner",
            "ally friend partner",
            "assailant attacker gunman hacker perpetrator shooter",
            "asylum-seeker migrant refugee newcomer",
            "attorney barrister counsel lawyer solicitor",
            "audience spectator viewer",
            "bank creditor lender",
            "boss employer management manager",
            "cabinet government",
            "authority government",
            "candidate contender hopeful",
            "captive detainee hostage inmate prisoner",
            "captor kidnapper abductor",
            "casualty victim survivor",
            "clinician doctor medic physician",
            "colonist settler",
            "commuter passenger rider traveller traveler",
            "company exporter firm group importer maker manufacturer producer supplier",
            "congregation parishioner worshipper",
            "consumer customer shopper",
            "crew crewman fisher fisherman mariner sailor seafarer seaman",
            "critic detractor opponent",
            "delegate delegation negotiator",
            "demonstrator marcher protester",
            "deputy lawmaker legislator mp parliamentarian representative senator",
            "driver motorist",
            "employee laborer labourer staff striker worker workforce",
            "family kin parent relative",
            "fan follower supporter",
            "extremist fighter guerrilla gunman insurgent jihadist militant militia rebel separatist",
            "force military mutineer serviceman soldier troop",
            "boy girl schoolboy schoolgirl teenager youngster youth",
            "child kid pupil schoolchild student youngster",
            "grower farmer peasant",
            "haulier trucker",
            "home-owner homeowner householder inhabitant islander local neighbor neighbour resident townspeople villager",
            "investor shareholder stockholder",
            "judge justice magistrate",
            "jury juror",
            "landlord landowner",
            "occupant renter tenant",
            "officer policeman",
            "pensioner retiree",
            "pupil schoolchild student undergraduate",
            "researcher scientist academic",
            "regulator watchdog",
            "side squad team",
            "trader dealer merchant",
            "constituent elector voter electorate",
        ),
    )
)
"""Nouns that news uses in turn for one thing (singular)."""

_PLANS: Final = _words(
    "bill bridge closure cut dam levy mine motion overhaul package park pipeline port privatisation quarry railway "
    "reactor reform reserve resolution restructuring runway shake-up stadium system tax tunnel"
)
_ACTS: Final = _words(
    "acquisition appointment ban closure cut decision decree dismissal expulsion extension freeze increase invasion "
    "merger nomination offer order postponement raid reduction release reopening resignation return reversal ruling "
    "sale sanction suspension tariff veto withdrawal"
)
_TEXTS: Final = _words(
    "accord act agreement amendment bill ceasefire communique constitution contract deal declaration law legislation "
    "motion peace plan proposal resolution settlement treaty"
)
_ATTACKS: Final = _words("airstrike attack bombardment bombing invasion offensive raid rescue strike war")
SAME_SORT: Final = {
    "measure": _words(
        "act amendment ban bill cap curb cut decree duty fee freeze law legislation levy limit moratorium motion order "
        "ordinance quota reform resolution restriction rule sanction subsidy tariff tax toll"
    ),
    "package": _words("aid bailout loan reform rescue sanction shake-up stimulus subsidy"),
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
    "concession": _ACTS,
    "operation": _ATTACKS,
    "mission": _ATTACKS,
    "campaign": _ATTACKS,
    "incident": _words("accident attack clash collision crash explosion fire raid shooting spill"),
    "outcome": _words(
        "accord agreement ballot compromise deal decision election judgment poll referendum result ruling settlement "
        "verdict vote"
    ),
    "result": _words("ballot election poll referendum vote"),
    "text": _TEXTS,
    "draft": _TEXTS,
    "document": _TEXTS | {"letter", "report", "memo", "memorandum"},
    "paper": _TEXTS | {"report", "study"},
    "panel": _words("committee commission council jury tribunal"),
}
"""What a noun that only tells the sort of thing can stand for."""

ENACTED: Final = _words("amendment bill directive motion ordinance resolution treaty")
"""What parliaments and assemblies vote on: *the text* or *the measure* is such a one wherever the article names it."""
