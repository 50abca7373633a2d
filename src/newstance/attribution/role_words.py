"""Closed lists of what else people in office and bodies are called: *the lawmaker* is the senator.

As news uses them; ``lexicon`` has the roles and body words themselves.
"""

from typing import Final

from newstance.attribution.lexicon import words

WIDER_ROLES: Final = {
    "academic": words("economist historian professor sociologist"),
    "ambassador": words("consul diplomat envoy"),
    "attorney": words("counsel lawyer solicitor barrister"),
    "author": words("biographer historian novelist poet writer"),
    "billionaire": words("businessman businesswoman entrepreneur financier investor philanthropist tycoon"),
    "boss": words("ceo chairman chairwoman chair chief director executive head manager owner president"),
    "ceo": words("executive"),
    "chair": words("chairman chairperson chairwoman"),
    "chairman": words("chair"),
    "chairwoman": words("chair"),
    "chief": words("ceo chair chairman commissioner director executive governor head minister president secretary"),
    "cleric": words("archbishop ayatollah bishop cardinal imam mullah pastor patriarch pope priest rabbi vicar"),
    "congressman": words("representative"),
    "congresswoman": words("representative"),
    "diplomat": words("ambassador consul envoy"),
    "envoy": words("ambassador diplomat"),
    "executive": words("boss ceo chief director manager president"),
    "head": words("boss ceo chair chairman chief director executive leader president principal"),
    "journalist": words("broadcaster columnist correspondent editor presenter reporter"),
    "judge": words("justice magistrate"),
    "lawmaker": words(
        "assemblyman assemblywoman congressman congresswoman councillor deputy legislator mep mp representative senator"
    ),
    "lawyer": words("attorney barrister counsel solicitor"),
    "legislator": words("congressman congresswoman deputy lawmaker mep mp representative senator"),
    "minister": words("secretary"),
    "officer": words("captain colonel general lieutenant major sergeant"),
    "parliamentarian": words("deputy lawmaker mep mp senator"),
    "politician": words(
        "congressman congresswoman deputy lawmaker leader mayor mep minister mp premier representative senator"
    ),
    "preacher": words("evangelist imam pastor rabbi televangelist"),
    "priest": words("father pastor reverend vicar"),
    "reporter": words("correspondent journalist"),
    "scientist": words("astronaut biologist chemist geologist hydrologist physicist researcher"),
    "singer": words("musician rapper star tenor"),
    "spokesperson": words("spokesman spokeswoman"),
    "star": words("actor actress footballer musician player rapper singer striker"),
    "tycoon": words("billionaire businessman businesswoman entrepreneur financier investor"),
    "vicar": words("priest rector reverend"),
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

ROYALS: Final = words("emperor king pope prince princess queen")
"""What royal names begin with, unlike titles: *Queen Ada* is called so."""

OFFICE_ACRONYMS: Final = {
    "CM": "chief minister",
    "CS": "cabinet secretary",
    "PM": "prime minister",
    "VP": "vice president",
}
"""Offices that news names by their initials."""

RANKS: Final = words("chief first general head permanent prime")
"""Modifiers that make an office what it is: *the prime minister* is not any minister."""

LESSER: Final = words("assistant associate deputy ex former junior shadow under vice")
"""Modifiers that make another office of a role: *the deputy governor* is not *the governor*."""

WIDER_KINDS: Final = {
    "union": words("association brotherhood confederation federation guild league syndicate workers"),
    "group": words(
        "alliance association campaign coalition committee federation forum foundation front "
        "initiative movement network organisation organization watch"
    ),
    "party": words("alliance coalition front league movement union"),
    "movement": words("alliance coalition front group party"),
    "association": words("chamber federation guild league society"),
    "agency": words("administration authority bureau commission office"),
    "ministry": words("department"),
    "department": words("ministry"),
    "court": words("tribunal"),
} | dict.fromkeys(
    words("developer employer landlord maker management manufacturer operator owner supplier"), frozenset({"company"})
)
"""What else a body may be called by: *the union* can be a federation, if the article has just one."""
