"""Closed lists of what else people in office and bodies are called: *the lawmaker* is the senator.

As news uses them; ``lexicon`` has the roles and body words themselves.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WIDER_ROLES: Final = {
    "academic": _words("economist historian professor sociologist"),
    "ambassador": _words("consul diplomat envoy"),
    "attorney": _words("counsel lawyer solicitor barrister"),
    "author": _words("biographer historian novelist poet writer"),
    "billionaire": _words("businessman businesswoman entrepreneur financier investor philanthropist tycoon"),
    "boss": _words("ceo chairman chairwoman chair chief director executive head manager owner president"),
    "ceo": _words("executive"),
    "chair": _words("chairman chairperson chairwoman"),
    "chairman": _words("chair"),
    "chairwoman": _words("chair"),
    "chief": _words("ceo chair chairman commissioner director executive governor head minister president secretary"),
    "cleric": _words("archbishop ayatollah bishop cardinal imam mullah pastor patriarch pope priest rabbi vicar"),
    "congressman": _words("representative"),
    "congresswoman": _words("representative"),
    "diplomat": _words("ambassador consul envoy"),
    "envoy": _words("ambassador diplomat"),
    "executive": _words("boss ceo chief director manager president"),
    "head": _words("boss ceo chair chairman chief director executive leader president principal"),
    "journalist": _words("broadcaster columnist correspondent editor presenter reporter"),
    "judge": _words("justice magistrate"),
    "lawmaker": _words(
        "assemblyman assemblywoman congressman congresswoman councillor deputy legislator mep mp representative senator"
    ),
    "lawyer": _words("attorney barrister counsel solicitor"),
    "legislator": _words("congressman congresswoman deputy lawmaker mep mp representative senator"),
    "minister": _words("secretary"),
    "officer": _words("captain colonel general lieutenant major sergeant"),
    "parliamentarian": _words("deputy lawmaker mep mp senator"),
    "politician": _words(
        "congressman congresswoman deputy lawmaker leader mayor mep minister mp premier representative senator"
    ),
    "preacher": _words("evangelist imam pastor rabbi televangelist"),
    "priest": _words("father pastor reverend vicar"),
    "reporter": _words("correspondent journalist"),
    "scientist": _words("astronaut biologist chemist geologist hydrologist physicist researcher"),
    "singer": _words("musician rapper star tenor"),
    "spokesperson": _words("spokesman spokeswoman"),
    "star": _words("actor actress footballer musician player rapper singer striker"),
    "tycoon": _words("billionaire businessman businesswoman entrepreneur financier investor"),
    "vicar": _words("priest rector reverend"),
}
"""What else a person of that role is called: *the lawmaker* can be a senator, if the article has just one."""

ABBREVIATED_ROLES: Final = {
    "adm": "admiral",
    "amb": "ambassador",
    "capt": "captain",
    "cllr": "councillor",
    "col": "colonel",
    "dr": "doctor",
    "gen": "general",
    "gov": "governor",
    "insp": "inspector",
    "lt": "lieutenant",
    "maj": "major",
    "pres": "president",
    "prof": "professor",
    "rep": "representative",
    "rev": "reverend",
    "sen": "senator",
    "sgt": "sergeant",
    "supt": "superintendent",
}
"""Titles before a name, and the role by which their bearer is called elsewhere."""

ROYALS: Final = _words("emperor king pope prince princess queen")
"""What royal names begin with, unlike titles: *Queen Ada* is called so."""

OFFICE_ACRONYMS: Final = {
    "CM": "chief minister",
    "CS": "cabinet secretary",
    "PM": "prime minister",
    "VP": "vice president",
}
"""Offices that news names by their initials."""

RANKS: Final = _words("chief first general head permanent prime")
"""Modifiers that make an office what it is: *the prime minister* is not any minister."""

LESSER: Final = _words("assistant associate deputy ex former junior shadow under vice")
"""Modifiers that make another office of a role: *the deputy governor* is not *the governor*."""

WIDER_KINDS: Final = {
    "union": _words("association brotherhood confederation federation guild league syndicate workers"),
    "group": _words(
        "alliance association campaign coalition committee federation forum foundation front "
        "initiative movement network organisation organization watch"
    ),
    "party": _words("alliance coalition front league movement union"),
    "movement": _words("alliance coalition front group party"),
    "association": _words("chamber federation guild league society"),
    "agency": _words("administration authority bureau commission office"),
    "ministry": _words("department"),
    "department": _words("ministry"),
    "court": _words("tribunal"),
} | dict.fromkeys(
    _words("developer employer landlord maker management manufacturer operator owner supplier"), frozenset({"company"})
)
"""What else a body may be called by: *the union* can be a federation, if the article has just one."""
