"""Word lists behind the sentence rules: abbreviations, words that start sentences, verbs of saying.

The abbreviations are also those of attribution (``FULL_STOP``, titles of names).

Sources: titles and abbreviations of the Associated Press and Reuters style guides; the rest from newswire usage.
"""

from typing import Final

TITLES: Final = (
    "Adm|Ald|Amb|Assoc|Asst|Atty|Brig|Capt|Cdr|Cllr|Cmdr|Col|Comdr|Const|Cpl|Cpt|Det|Dist|Dr|Drs|Fr|Gen|Gens|Gov|Govs"
    "|Hon|Insp|Lt|Maj|Messrs|Mr|Mrs|Ms|Msgr|Ofc|Pres|Prof|Profs|Pte|Pvt|Rep|Reps|Rev|Secy|Sen|Sens|Sgt|Spc|Supt|Treas"
)
"""Abbreviated titles: a name follows."""

TITLES_IN_CAPITALS: Final = TITLES.upper()
"""As transcripts write them (*MR. SMITH: Next question.*)."""

PLACES: Final = "St|ST|Ste|Mt|Ft|Pt"
"""Abbreviations that a place name follows, or that end a street name."""

NUMBERED: Final = (
    "No|Nos|no|nos|p|pp|Art|Arts|Ch|Fig|Figs|Sec|Vol|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
"""Abbreviations that a number follows."""

LOWER: Final = (
    "approx|apt|ave|blvd|bros|corp|dept|eds|est|etc|excl|ext|fig|figs|hrs|hwy|inc|incl|lbs|ltd|max|min|misc|mph|nos"
    "|ord|pct|pls|resp|sec|tel|temp|trans|univ|viz|vol|vols"
)
"""Words in lower case that carry a full stop inside a sentence."""

SHORT_WORDS: Final = "as|at|be|by|do|go|he|in|is|it|me|my|of|on|so|to|up|us|we"
"""Words of two letters that are no abbreviations."""

VERSUS: Final = "v|vs"
"""Abbreviations between two parties (*Roe v. Wade*)."""

FIRMS: Final = "Inc|Co|Corp|Ltd|Bros"
"""Abbreviations that end a firm's name."""

FINAL_ABBREVIATIONS: Final = (
    rf"U\.S|U\.S\.A|U\.K|U\.N|E\.U|U\.A\.E|D\.C|B\.C|A\.D|Jr|Sr|{FIRMS}|etc|p\.c|Ph\.D|M\.D|N\.Y|L\.A"
    "|Ave|Blvd|Rd|St|hrs|lbs|min|mph"
)
"""Abbreviations that end a sentence as often as not; only a word of ``STARTERS`` after them tells."""

STARTERS: Final = (
    "A|About|According|After|All|Also|Although|An|And|Another|As|At|Because|Before|Both|But|By|Critics|Despite"
    "|Detectives|During|Each|Earlier|Even|Every|Experts|Few|Firefighters|For|From|He|Her|His|How|However|I|If|In|Instead"
    "|Investigators|It|Its|Last|Later|Many|Meanwhile|More|Most|My|Neighbors|Neighbours|Neither|Nevertheless|No|Nobody"
    "|None|Nor|Not|Nothing|Now|Of|Officials|On|Once|One|Only|Or|Other|Others|Our|Over|Paramedics|People|Police"
    "|Reporters|She|Since|So|Some|Still|Such|That|The|Their|Then|There|These|They|This|Those|Though|Through|Thus|To"
    "|Today|Two|Under|Until|Washington|We|What|When|Where|Whether|Which|While|Who|Why|With|Without|Witnesses|Yesterday"
    "|Yet|You|Your"
)
"""Words whose capital shows that a sentence starts: they are written small elsewhere (two names excepted)."""

ZONES: Final = "[ECMP][SD]?T|GMT|UTC|BST|CES?T"
"""Time zones that can end a sentence after ``a.m.``."""

TIME_WORDS: Final = (
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August"
    "|September|October|November|December|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun"
    "|[A-Z]{2,4}T?|Eastern|Central|Mountain|Pacific|Greenwich"
)
"""What follows ``a.m.`` within a sentence: days, months, time zones."""

SAYING: Final = (
    "said|says|asked|asks|added|answered|cried|demanded|exclaimed|insisted|joked|quipped|recalled|remarked|replied"
    "|shouted|told|tweeted|wondered|wrote|yelled"
)
"""Verbs that attribute the quotation before them."""

ALSO_SAYING: Final = "argued|continued|declared|posted|responded"
"""Verbs that attribute it as well, unless an object follows (*argued for*, *continued to*, *responded by*)."""

_DAYS: Final = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TIMES: Final = f"day|night|morning|afternoon|evening|week|month|year|spring|summer|autumn|fall|winter|{_DAYS}"

WHEN_OR_WHERE: Final = (
    "after|afterwards|again|amid|as|at|before|during|earlier|following|in|inside|later|near|on|outside|today|tonight"
    rf"|upon|via|when|while|yesterday|{_DAYS}|(?:last|this|that) (?:{_TIMES})(?!['’])"
    rf"|[\w-]+ (?:minute|hour|{_TIMES})s? (?:later|earlier|ago)"
)
"""What follows a verb of saying that attributes the quotation before it: when or where it was said."""

HOW_OR_TO_WHOM: Final = "about|by|from|of|over|through|to|with|without"
"""As above, but ``ALSO_SAYING`` before these have another sense."""

SUBORDINATORS: Final = "after|as|because|before|how|if|once|since|until|what|when|where|whether|while|who|why"
"""Words that make the clause after them one of time or reason, not a report."""

REPORTED: Final = (
    "he|she|it|they|we|I|you|there|the|a|an|his|her|its|their|our|this|these|those|no|all|both|any|some|many|most|more"
)
"""Words after ``that`` where it reports what was said; a verb follows where it does not (*a post that said so*)."""

AUXILIARIES: Final = "would|will|had|has|have|was|were|is|are|could|can|did|does|do|might|may|should|must"
"""Verbs whose subject before them starts a report without ``that`` (*said on Monday he would*)."""


def _behind(words: str) -> str:
    """A pattern for a place behind one of the abbreviations and its full stop (lookbehinds have one width each)."""
    return "(?:" + "|".join(rf"(?<=\b{word}\.)" for word in words.split("|")) + ")"


_WITH_NAME: Final = _behind(f"{TITLES}|{TITLES_IN_CAPITALS}|{PLACES}|{VERSUS}")
_WITH_NUMBER: Final = _behind(NUMBERED)
_WITH_TIME: Final = rf"(?<=\b[ap]\.m\.)\s+(?:[a-z]|(?:{TIME_WORDS})\b)"
_OFTEN_INSIDE: Final = _behind(f"[A-Z]|Jr|Sr|{FIRMS}")
FULL_STOP: Final = (
    rf"\.(?!{_WITH_NAME})(?!{_WITH_NUMBER}\s?\d)(?!{_WITH_TIME})"
    rf"(?:(?!{_OFTEN_INSIDE})|(?=['\"”’)]*\s+(?:{STARTERS})\b(?!\.)))"
)
"""A pattern for a full stop that ends a sentence; behind an initial or a firm, only a starter after it tells so."""
