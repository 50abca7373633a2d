import pytest

from newstance.boilerplate import boilerplate_kind, boilerplate_kinds
from newstance.records import Article
from newstance.sentences import split_sentences

LINES = {
    "credit": [
        "Ana Lund | Getty Images",
        "Contributor | Getty Images News | Getty Images",
        "Tomas Reyes | Lowhaven Post | Reuters",
        "Photo: Kojo Lartey",
        "(Photo: Nevena Raykova)",
        "Photo by Ana Lund/Selby Press",
        "Image: Lowhaven Harbour Office",
        "Photograph: Ingrid van Dijk/AFP",
        "Ana Lund/AFP via Getty Images",
        "(AP Photo/Tomas Reyes, File)",
        "REUTERS/Ana Lund",
        "Ana Lund via Reuters",
        "Illustration by Omar Diallo",
        "Getty Images",
        "(AFP)",
        "Image source, Getty Images",
    ],
    "promotion": [
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Read more",
        "READ MORE: Ferry plan divides the council",
        "Read more about the ferry",
        "Also read: Why the mayor said no",
        "Related stories",
        "Share this article",
        "Share this on social media",
        "Share",
        "Tweet",
        "Share on Facebook",
        "SHARE VIA EMAIL",
        "Related: Mayor attacks her deputy",
        "Sign up for our daily newsletter here.",
        "Subscribe to our newsletter",
        "Subscribe now to the Harbour Briefing.",
        "Follow us on every channel",
        "Click here to download the report",
        "Download our app for breaking news",
    ],
    "copyright": [
        "© 2025 Lowhaven Post",
        "Copyright 2025 The Selby Press. All rights reserved.",
        "(c) Lowhaven Post Ltd",
        "All rights reserved.",
        "© Lund Media. All rights reserved.",
        "Copyright (c) 2025 by Selby Press",
        "This material may not be published, broadcast, rewritten or redistributed.",
    ],
    "byline": [
        "By Jane Farrow",
        "By Jane Farrow and Omar Diallo",
        "By Jane Farrow in Lowhaven",
        "By JANE FARROW",
        "By Jane Farrow, political correspondent",
        "Reporting by Ana Lund; editing by Tomas Reyes",
        "(Reporting by Ana Lund in Selby and Tomas Reyes; Writing by Omar Diallo; Editing by Jane Farrow)",
        "Additional reporting by Ingrid Solheim.",
    ],
    "dateline": [
        "LOWHAVEN, Aug. 15 (NWA) –",
        "SELBY —",
        "Friday, July 21, 2017",
        "Updated: 3 March 2025, 10:15 GMT",
        "Published on March 3, 2025 at 10:15 a.m.",
        "Updated at 11.40pm GMT",
    ],
    "caption": [
        "FILE PHOTO: The mayor of Lowhaven leaves the town hall.",
        "Pictured: the old ferry at its pier.",
        "Image caption, The mayor rejects the ferry plan",
        "Image caption,",
    ],
}
REPORTS = [
    "Photo editors said on Monday that the picture was a fake.",
    "The photo: a fake, said the mayor.",
    "Getty Images sued the firm.",
    "Reuters reported that the ferry had sunk.",
    "She told Reuters she would resign.",
    "Share prices fell on Monday.",
    "Share on equal terms, the union demanded.",
    "Tweet by the minister angers the union",
    "Related: the two cases, said the judge. He dismissed both.",
    "Related costs will rise, she warned.",
    "Image captions mislead readers, he said.",
    "Updated at once, the plan passed.",
    "Share this burden, the pope urged the rich.",
    "Read more books, the minister told pupils.",
    "Read more carefully before you sign, the judge said.",
    "Subscribe or leave, the editor told readers.",
    "Sign up for the army, the poster said.",
    "Sign up for the army and save your country, Obi told his channel",
    "Advertisement revenue fell by a third.",
    "Advertising is a lie, she said.",
    "Copyright law must change, the author said.",
    "Copyright law changed in 2019, said Obi.",
    "Copyright infringement rose in 2020, Ada Obi said, calling the law absurd.",
    "(c) Obi wants the law of 2019 repealed.",
    "All rights reserved to the crown will lapse, the king said.",
    "By Friday evening the strike was over.",
    "By contrast, Norway paid in full.",
    "By May Day Lowhaven was calm.",
    "Reporting by the commission showed that the dam was unsafe.",
    "Editing by hand is slow.",
    "Writing by Ana Lund has been banned.",
    "On Friday, July 21, 2017, the council met.",
    "Follow us on this path and you will win, the rebel told the crowd. He was cheered.",
    "Ana Lund",
    "The mayor said no.",
    "Why it matters",
    "LONDON CALLING",
    "Image is everything in politics, he said.",
    "Published figures show a fall.",
    "See also the minister's reply to the union.",
    "“Advertisement?” she asked.",
    "SEE ALSO: Ferry plan divides the council “We will not pay,” the mayor said. She left.",
    "SIGN UP FOR OUR NEWSLETTER The absurdity of a second ferry seems entirely lost on the deputy mayor.",
    "No.",
]


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in LINES.items() for line in lines])
def test_boilerplate_is_known_by_its_form(kind: str, line: str) -> None:
    assert boilerplate_kind(line) == kind


@pytest.mark.parametrize("line", REPORTS)
def test_what_may_report_something_is_kept(line: str) -> None:
    assert boilerplate_kind(line, paragraph=line, following="The council will vote in May.") is None


def test_captions_are_known_by_the_credit_behind_them() -> None:
    text = (
        "Mayor rejects ferry plan\n\nThe old ferry at its pier last week. Photo: Ana Lund\n\n"
        "The mayor of Lowhaven shakes hands with her deputy in Selby, March 3, 2025.\nTomas Reyes | Reuters\n"
        "The mayor called the plan a gamble. Her deputy disagreed.\n\nOmar Diallo | Getty Images\n"
    )
    sentences = split_sentences(Article(id="a", text=text))
    assert boilerplate_kinds(sentences) == [None, "caption", "credit", "caption", "credit", None, None, "credit"]


def test_a_long_line_is_judged_in_no_time() -> None:
    assert boilerplate_kind("By " + "Ana " * 500_000) is None
    assert boilerplate_kind("Ana | " * 40 + "!") is None
    assert boilerplate_kind("The end", paragraph=". " * 20_000) is None  # hangs where the pattern backtracks
