"""Lines that stand in news pages but report nothing: credits, captions, promotion, copyright, by-lines, datelines.

The rules are conservative: a line counts only if the whole of it has the form. What a page shows around an article is
left out when it is read; this is for what remains between the paragraphs.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from newstance.records import Sentence

MAX_CHARACTERS: Final = 250
"""No longer line is judged by its form."""

MAX_CAPTION: Final = 500

_NAME: Final = r"[^\W\d_a-z][\w.’'-]*"
_NAMES: Final = rf"{_NAME}(?: (?:{_NAME}|van|von|de|da|del|der|al|bin|la|le)){{0,5}}"
_PERSON: Final = rf"{_NAME}(?: (?:{_NAME}|van|von|de|da|del|der|al|bin|la|le)){{1,4}}"
_PEOPLE: Final = rf"{_PERSON}(?:(?:,|,? and| &) {_PERSON})*"
_AGENCY: Final = (
    r"(?:AAP|AFP|Agence France-Presse|Alamy|Anadolu(?: Agency)?|AP|Associated Press|Bloomberg|CNBC|DPA|dpa|EPA|EPA-EFE"
    r"|Getty(?: Images)?(?: [A-Z]\w+)?|Handout|iStock(?:photo)?|Keystone|LightRocket|NurPhoto|PA(?: Media| Wire)?"
    r"|Pool|Press Association|Reuters|REUTERS|Shutterstock|Sipa(?: USA)?|Sputnik|TASS|UPI|Xinhua|ZUMA(?: Press)?)"
)
_MONTH: Final = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE: Final = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_CLOCK: Final = r"\d\d?[:.]\d\d(?: ?[ap]\.?m\.?)?"
_PICTURE: Final = r"(?i:(?:file )?photo|photograph|picture|image|illustration|graphic|(?:photo |image )?credit)"
_CHANNEL: Final = r"(?:facebook|twitter|x|whats ?app|linkedin|reddit|pinterest|telegram|bluesky|messenger|e-?mail)"
_DESK: Final = r"(?i:additional reporting|reporting|writing|editing)"

_FORMS: Final = {
    "credit": (
        rf"\W*{_PICTURE}s?(?: by|:| ©|: ©) {_NAMES}(?: ?[/|,] ?{_NAMES})*\W*",  # Photo: Ana Lund/AFP
        rf"\W*{_NAMES}(?: ?\| ?{_NAMES})* ?\| ?{_AGENCY}\W*",  # Ana Lund | Getty Images
        rf"\W*{_NAMES} ?(?:/|—|–|,? via) ?{_AGENCY}(?: ?(?:/|via) ?{_AGENCY})*\W*",  # Ana Lund/AFP via Getty Images
        rf"\W*(?:AP|AFP|REUTERS|EPA)(?: Photo)? ?/ ?{_NAMES}(?:, (?:File|Pool))?\W*",  # (AP Photo/Ana Lund)
        rf"\W*(?i:image|media) source[,:] ?{_NAMES}(?: ?[/|,] ?{_NAMES})*\W*",  # Image source, Getty Images
        rf"\W*{_AGENCY}\W*",  # Getty Images
    ),
    "byline": (
        rf"By (?!{_DAY}|{_MONTH}\b){_PEOPLE}(?:,? (?:in|[|–—-]) {_NAMES})?"
        rf"(?:, (?:{_NAMES}|\w+ (?:correspondent|editor|writer|reporter)))?",  # By Ana Lund in Selby, political editor
        rf"\W*{_DESK}(?: and {_DESK})* by {_NAMES}"
        rf"(?:(?:;|,|,? and| in|[;,.]? {_DESK}(?: and {_DESK})*(?: by)?) {_NAMES})*\W*",  # Reporting by …; editing by …
    ),
    "dateline": (
        rf"[A-Z][A-Z .,'’-]{{2,40}}(?:, {_NAMES})?(?:, {_DATE})?(?: ?\({_NAMES}\))? ?[—–-]",  # SELBY, Aug. 15 (AP) –
        rf"(?i:(?:last )?(?:updated|published|posted)(?: on| at)?:? )?(?:{_CLOCK},? )?(?:{_DAY},? )?{_DATE}"
        rf"(?:,?(?: at)? {_CLOCK})?(?: [A-Z]{{2,4}})?\W*",  # Updated: 3 March 2025, 10:15 GMT
        rf"(?i:(?:last )?(?:updated|published|posted)(?: on| at)?:?) {_CLOCK}(?: [A-Z]{{2,4}})?\W*",
    ),
    "promotion": (
        r"(?i:\W*(?:advertisement|advertising|sponsored content|skip to content)\W*)",
        r"(?i:\W*(?:story|article) continue[sd] (?:below|after)(?: (?:this |the )?ad(?:vertisement)?)?\W*)",
        r"(?i:\W*(?:read|see) (?:more|also|next)(?:\W*| (?:here|about|at) [^.]{0,80}\W*|:[^.!?]{0,120}\W*))",
        r"(?i:\W*(?:also read|related (?:articles?|stories)|more on this story)(?::[^.!?]{0,120}\W*|\W*))",
        r"(?i:\W*related: [^.!?]{0,120}\W*)",  # Related: Ferry plan divides the council
        r"(?i:\W*share this(?: (?:article|story|post|page))?(?: (?:on|with|via) [^.]{0,60})?\W*)",
        rf"(?i:\W*(?:share|tweet|(?:share|tweet|post|save|pin) (?:it |this )?(?:on|to|via|with|by) {_CHANNEL})\W*)",
        r"(?i:\W*(?:sign up|subscribe|register)(?: here| now| today)? (?:for|to) (?:our|the|your|this) [^,.!?]{0,80}"
        r"(?:newsletters?|briefing|channel|podcast|e-?mails?|alerts)\b[^.!?]{0,60}\W*)",
        r"(?i:\W*(?:follow|like|find) us on [^.]{0,80}\W*)",
        r"(?i:\W*(?:click|tap) here (?:to|for) [^.!?]{0,60}\W*)",
        r"(?i:\W*download (?:our|the [\w ]{1,30}) app\b[^.!?]{0,60}\W*)",
    ),
    "copyright": (
        rf"\W*(?i:©|\(c\)|copyright)(?:\W*(?i:\(c\)|©|by))?\W*"
        rf"(?:\d{{4}}|{_NAMES}\W*(?:\d{{4}}|(?i:all rights reserved)|\b(?i:inc|ltd)\b)).{{0,100}}",  # © 2025 Selby
        r"\W*(?:(?i:©|\(c\)|copyright).{0,120})?(?i:all rights reserved)\W*",
        r"(?i:\W*this (?:material|story|article) may not be (?:published|reproduced|broadcast).{0,150})",
    ),
}
_PATTERNS: Final = {kind: re.compile("|".join(forms), re.DOTALL) for kind, forms in _FORMS.items()}
_CREDIT_AT_END: Final = re.compile(rf"[.\s](?:{'|'.join(_FORMS['credit'][i] for i in (0, 3))})$")
_FILE_PHOTO: Final = re.compile(r"\W*(?:FILE PHOTO|File photo|FILE|Pictured)(?::| [-–—]) \w")
_CALLED_CAPTION: Final = re.compile(r"\W*(?i:(?:image|media) caption)(?:[,:] \S|[,:]?$)")  # Image caption, The ferry
_CAPTION_DATE: Final = re.compile(rf"{_MONTH} \d{{1,2}}, \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}}|\([LRC]\)")


def boilerplate_kind(text: str, paragraph: str = "", following: str = "") -> str | None:
    """What kind of boilerplate a sentence is, or None where it may report something.

    Args:
        text: the sentence.
        paragraph: the whole paragraph around it; a credit at its end makes the rest a caption.
        following: the paragraph after that; a credit there does so too, if the sentence tells a full date or sides.

    Returns:
        ``credit``, ``caption``, ``promotion``, ``copyright``, ``byline``, ``dateline`` or None.
    """
    line = " ".join(text.split())
    if kind := _form_of(line):
        return kind
    return "caption" if _is_caption(line, " ".join(paragraph.split()), " ".join(following.split())) else None


def boilerplate_kinds(sentences: Sequence[Sentence]) -> list[str | None]:
    """The kind of each sentence of an article, judged with its paragraph and the next one."""
    by_paragraph = [list(group) for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph)]
    paragraphs = [" ".join(sentence.text for sentence in group) for group in by_paragraph]
    return [
        boilerplate_kind(sentence.text, paragraph, following)
        for group, paragraph, following in zip(by_paragraph, paragraphs, [*paragraphs[1:], ""], strict=True)
        for sentence in group
    ]


def _form_of(line: str) -> str | None:
    if len(line) > MAX_CHARACTERS:
        return None
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(line)), None)


def _is_caption(line: str, paragraph: str, following: str) -> bool:
    if _FILE_PHOTO.match(line) or _CALLED_CAPTION.match(line):
        return True
    if len(paragraph) > MAX_CAPTION:
        return False
    if _CREDIT_AT_END.search(paragraph):
        return True
    return _form_of(following) == "credit" and bool(_CAPTION_DATE.search(line))
