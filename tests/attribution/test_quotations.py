"""Quotations are found whole and go to the one who speaks them."""

import pytest

from newstance.attribution import Quotation, find_quotations


def said(text: str) -> list[tuple[str, str | None]]:
    return [(text[q.start : q.end], q.speaker.text if q.speaker else None) for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "quoted", "speaker"),
    [
        ("“We shall not pay,” said Ada Obi.", "“We shall not pay,”", "Ada Obi"),
        ("“We shall not pay,” Ada Obi said.", "“We shall not pay,”", "Ada Obi"),
        ('"We shall not pay," she told reporters.', '"We shall not pay,"', "she"),
        ('"Why now?" he asked.', '"Why now?"', "he"),
        ('"Never!" said he.', '"Never!"', "he"),
        ("“No,” Finance Minister Ada Obi told parliament.", "“No,”", "Ada Obi"),
        ("“No,” the bank's deputy governor, Ada Obi, said on Monday.", "“No,”", "Ada Obi"),
        ("“No,” said Ada Obi, the governor of the Bank of Lumeria.", "“No,”", "Ada Obi"),
        ("“No,” said Lumeria's finance minister, Ada Obi.", "“No,”", "Ada Obi"),
        ("“No,” Lumen Gas, the largest of the firms, said in a statement.", "“No,”", "Lumen Gas"),
        ("“No,” the 63-year-old head of state said.", "“No,”", "head of state"),
        ("“No,” a spokesman for the ministry said.", "“No,”", "spokesman"),
        ("Ada Obi said: “We shall not pay.”", "“We shall not pay.”", "Ada Obi"),
        ("Speaking in Port Lum, Lumeria's minister, Ada Obi, said, “No”.", "“No”", "Ada Obi"),
        ("On Monday, Home Secretary Ada Obi told Radio Lum: “No.”", "“No.”", "Ada Obi"),
        ("Its director, Ada Obi, called Ben Roe “a true friend”.", "“a true friend”", "Ada Obi"),
        ("Critics like Ben Roe are angry, with Obi stating: “It is late.”", "“It is late.”", "Obi"),
        ("According to Ada Obi, the plan is “dead”.", "“dead”", "Ada Obi"),
        ("After the leak, CEO of the Water Council Ada Obi told us it was “sad”.", "“sad”", "Ada Obi"),
        ("“No,” according to Ada Obi.", "“No,”", "Ada Obi"),
        ("“No,” according to Obi’s spokesman, Tom Lund. It rained.", "“No,”", "Tom Lund"),
        ("« Nous ne paierons pas », said Ada Obi.", "« Nous ne paierons pas »", "Ada Obi"),
        ("«We shall not pay,» said Ada Obi.", "«We shall not pay,»", "Ada Obi"),
        ("„We shall not pay“, said Ada Obi.", "„We shall not pay“", "Ada Obi"),
        ("‘We shall not pay,’ said Ada Obi.", "‘We shall not pay,’", "Ada Obi"),
        ("'We shall not pay,' said Ada Obi.", "'We shall not pay,'", "Ada Obi"),
        ("‘The workers’ union won’t pay,’ said Ada Obi.", "‘The workers’ union won’t pay,’", "Ada Obi"),
    ],
)
def test_the_sentence_names_the_speaker(text: str, quoted: str, speaker: str | None) -> None:
    assert said(text) == [(quoted, speaker)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“No,” said Mr. Obi.", "Obi"),
        ("“No,” said Lt. Gen. Ada Obi.", "Ada Obi"),
        ("“No,” said Det. Insp. Ada Obi on Monday.", "Ada Obi"),
        ("“No,” said St. Selby Mayor Ada Obi.", "Ada Obi"),
        ("“No,” said U.S. President Joe Marsh.", "Joe Marsh"),
        ("“No,” said Dr. Ada M. Obi of Selby University. Then Tom left.", "Ada M. Obi"),
        ("“No,” said J. Obi. Lund left.", "J. Obi"),
        ("“No,” said Tom Obi Jr. on Monday.", "Tom Obi Jr"),
        ("“No,” said Obi of the U.S. The talks ended.", "Obi"),
        ("Obi told Prof. Lund: “No.”", "Obi"),
        ("Obi said at 5 p.m. on Monday: “No.”", "Obi"),
        ("Obi told Acme Inc. on Monday that it was “a bad deal”.", "Obi"),
        ("Obi said on Jan. 5 that it was “a bad deal”.", "Obi"),
        ("Lund spoke at 5 p.m. Obi said it was “a bad deal”.", "Obi"),
    ],
)
def test_a_full_stop_of_an_abbreviation_ends_no_sentence(text: str, speaker: str) -> None:
    assert [name for _, name in said(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Bank of Ghana said: “No.”", "Bank of Ghana"),
        ("The European Court of Human Rights said it was “a mess”.", "European Court of Human Rights"),
        ("The National Union of Teachers said: “No.”", "National Union of Teachers"),
        ("Refugee Council Enver Solomon said: “No.”", "Enver Solomon"),
    ],
)
def test_a_body_of_something_has_no_person_behind_it(text: str, speaker: str) -> None:
    assert [name for _, name in said(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“No,” Kelly said.", "Kelly"),
        ("Kelly said: “No.”", "Kelly"),
        ("“No,” Sen. Mark Kelly said.", "Mark Kelly"),
        ("“No,” Connolly said.", "Connolly"),
        ("“No,” Italy said.", "Italy"),
        ("“No,” Eli Lilly said.", "Eli Lilly"),
        ("“No,” the family said.", "family"),
        ("“No,” the Obi family said.", "Obi family"),
        ("“No,” the Obi ally angrily said.", "Obi ally"),
        ("“No,” the general assembly said.", "general assembly"),
        ("His family called it “a miracle.”", "family"),
        ("“No,” Ada Obi reportedly said.", "Ada Obi"),
    ],
)
def test_names_and_nouns_in_ly_are_no_adverbs(text: str, speaker: str) -> None:
    assert [name for _, name in said(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The so-called “deep state” is a myth.", None),
        ("“No,” the commander-in-chief said.", "commander-in-chief"),
        ("“No,” his sister-in-law said.", "sister-in-law"),
        ("“No,” a passer-by said.", "passer-by"),
        ("“No,” a father-of-two said.", "father-of-two"),
    ],
)
def test_a_part_of_a_compound_is_no_word(text: str, speaker: str | None) -> None:
    assert [name for _, name in said(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Trump was described as “a liar” by Nancy Pelosi.", "Nancy Pelosi"),
        ("Farage was branded “a traitor” by the prime minister on Monday.", "prime minister"),
        ("The bill was condemned as “cruel and racist” by Amnesty International.", "Amnesty International"),
        ("Jones was told by Smith, “You’re fired.”", "Smith"),
        ("“You’re fired,” Jones was told by Smith.", "Smith"),
        ("“You’re fired,” Jones was told.", None),
        ("Lund, dubbed “the Joker” by fans, won.", "fans"),
        ("Obi, accused by Lund of being “lazy”, resigned.", "Lund"),
        ("Lund is accused of “reckless” talk.", None),
        ("Lund was told it would be “dead” by Monday.", None),
        ("Obi met a mayor described as “weak”.", None),
        ("Jones was told that Smith called him “a liar”.", "Smith"),
        ("Obi was accused of saying it was “dead”.", "Obi"),
        ("Obi, accused by Lund of theft, said it was “a lie”.", "Obi"),
        ("Obi was quoted as saying it was “dead”.", "Obi"),
        ("“No,” its convener, Ada Obi, said by telephone.", "Ada Obi"),
    ],
)
def test_of_a_passive_whom_by_names_speaks(text: str, speaker: str | None) -> None:
    assert [name for _, name in said(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Obi criticised Lund, who said the plan was “dead”.", "Lund"),
        ("Obi thanked Tom Lund, who called her “a saint”.", "Tom Lund"),
        ("Obi hit back at Lund, who had called her “a liar”.", "Lund"),
        ("Obi hit back at the minister, who had called her “a liar”.", "minister"),
        ("Obi met Tom Lund, the mayor, who called her “a saint”.", "Tom Lund"),
        ("Tom Lund, the mayor who wrote “The Ferry”, won.", "Tom Lund"),
        ("Obi met the head of the union, who called her “a saint”.", "head"),
        ("Obi met Lund’s spokesman, who called her “a saint”.", "spokesman"),
        ("Obi met with nurses, who called her “a saint”.", None),
        ("Obi blamed those who said it was “dead”.", None),
        ("Lund, who told Obi no, called it “dead”.", "Lund"),
        ("Lund, who never said it was “dead”, won.", None),
        ("The deal, which Trump called “a disaster”, was signed.", "Trump"),
        ("The minister rejected a plan that Obi described as “dead”.", "Obi"),
        ("The minister rejected what the mayor, Ada Obi, called “a mess”.", "Ada Obi"),
        ("Obi, who Lund says is “lazy”, resigned.", "Lund"),
        ("Obi told us that the man who attacked her was “a coward”.", "Obi"),
        ("Obi thanked voters who rejected “hate”.", "Obi"),
        ("The woman who was attacked said it was “awful”.", "woman"),
        ("Obi said the plan that Lund proposed was “dead”.", "Obi"),
        ("Obi insists that he thinks the claims are “lies”.", "Obi"),
    ],
)
def test_a_relative_clause_has_its_own_speaker(text: str, speaker: str | None) -> None:
    assert [name for _, name in said(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Trump, Pelosi said, was “unfit”.", "Pelosi"),
        ("Trump, the mayor said, was “unfit”.", "mayor"),
        ("Sentencing Lund, Judge Obi said he was “wicked”.", "Obi"),
        ("Governor Ada Obi (R) said he was “wicked”.", "Ada Obi"),
        ("Obi, angered by reporters pressing for answers, said she was “sad”.", "Obi"),
        ("He wanted “time”, adding that Lund did not have any.", None),
        ("“No,” TASS quoted Putin as saying.", "Putin"),
        ("“No,” the Interfax news agency quoted Kremlin spokesman Dmitry Peskov as saying.", "Dmitry Peskov"),
        ("Smith can be heard saying: “Kill him.”", "Smith"),
        ("Smith went on to say it was “a disgrace”.", "Smith"),
        ("Smith declined to say whether it was “a disgrace”.", None),
        ("Smith never said it was “a disgrace”.", None),
        ("Smith did not immediately say whether it was “a disgrace”.", None),
        ("Smith has not only called it “a disgrace”.", "Smith"),
        ("Tom Smith would not say why but told us it was “a disgrace”.", "Tom Smith"),
        ("“They fled,” police in Akron, Ohio, said.", "police"),
        ("“They fled,” said the head of the Refugee Council in London, Enver Solomon.", "Enver Solomon"),
    ],
)
def test_the_subject_of_the_verb_speaks(text: str, speaker: str | None) -> None:
    assert [name for _, name in said(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Obi called the deal “a disgrace”, while Lund called it “a triumph”.", ["Obi", "Lund"]),
        ("Obi called the deal “a disgrace”, but Tom Lund called it “a triumph”.", ["Obi", "Tom Lund"]),
        ("Obi called the deal “a disgrace” and the minister said it was “fun”.", ["Obi", "minister"]),
        ("Obi called it “a mess” and “a joke”, and said it was “bad”.", ["Obi", "Obi", "Obi"]),
        ("Obi called it “a mess” but said it was “fun”.", ["Obi", "Obi"]),
        ("Obi called it “a mess”, but he called it “fun”.", ["Obi", "Obi"]),
        ("Lund, described by Obi as “a fool”, said he was “sad”.", ["Obi", "Lund"]),
        ("The plan, praised as “fair” by Obi, was condemned as “cruel” by Lund.", ["Obi", "Lund"]),
        ("Lund said Obi, who called him “weak”, was “wrong”.", ["Obi", "Lund"]),
        ("The plan, which Obi called “a mess” and “a joke”, failed.", ["Obi", "Obi"]),
        ("Obi called it “a mess” and the plan proposed by Lund “fun”.", ["Obi", "Obi"]),
        ("Obi called it “a mess” and Lund’s claims “fun”.", ["Obi", "Obi"]),
        ("“We came,” Obi said, and Lund added: “We stay.”", ["Obi", "Lund"]),
        ("“We came,” Obi said, and he added: “We stay.”", ["Obi", "Obi"]),
        ("“We came,” said Obi, and so did Lund: “We stay.”", ["Obi", "Obi"]),
        ("Obi called it “a mess”, while Lund, and even his party, called it “fun”.", ["Obi", "Lund"]),
    ],
)
def test_a_second_clause_may_have_its_own_speaker(text: str, speakers: list[str]) -> None:
    assert [name for _, name in said(text)] == speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“No,” said a top-10 investor.", "top-10 investor"),
        ("“No,” said three Western diplomats.", "Western diplomats"),
        ("“No,” said a former colleague of Lund.", "former colleague"),
        ("“No,” said the work and pensions secretary.", "work and pensions secretary"),
        ("“No,” said the mayor and police chief.", "mayor"),
        ("“No,” said an official briefed on the plan.", "official"),
        ("“No,” said its director, Ada Obi.", "Ada Obi"),
        ("“No,” said her brother-in-law.", "brother-in-law"),
        ("“No,” said a retired docker named Tom Lund.", "Tom Lund"),
        ("“No,” federal Health Minister Ada Obi said.", "Ada Obi"),
        ("“No,” defence counsel Ada Obi told reporters.", "Ada Obi"),
        ("Through an aide, the governor called it “a mess”.", "governor"),
        ("The Minister of State (Oil), Chief Ada Obi, said it was “a mess”.", "Ada Obi"),
        ("But Ada Obi, founder of the group Winter Voices, said it was “a mess”.", "Ada Obi"),
        ("The port will not hear of it, and the mayor said it was “a mess”.", "mayor"),
        ("The council met, two days after the union voiced “alarm”.", "union"),
        ("The union sprang to his defence after the channel labelled him “a fool”.", None),
    ],
)
def test_the_speaker_is_the_shortest_phrase_that_identifies(text: str, speaker: str | None) -> None:
    assert {name for _, name in said(text)} == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“No,” was the verdict of Ada Obi, the mayor.", "Ada Obi"),
        ("“No,” was Mr Obi’s parting shot.", "Obi"),
        ("“No” was how the mayor summed it up.", "mayor"),
        ("“Never again,” as Ada Obi put it.", "Ada Obi"),
        ("“No,” read a placard outside the mill.", "placard"),
        ("“No”: Ada Obi on the strike", "Ada Obi"),
        ("“Brave” is the word for Obi.", None),
        ("“The Ferry” was Lund’s second film.", None),
        ("The plan, in the words of Rep. Ada Obi, is “dead”.", "Ada Obi"),
        ("In Obi’s view, the plan is “dead”.", "Obi"),
        ("Tom Lund thanked them for having, in his words, “slept in the mud”.", "Tom Lund"),
        ("For Ada Obi, a liberal from Port Lum, the extra time is “oxygen”.", "Ada Obi"),
        ("To Tom Lund, who runs the mill, the suit is “a gift”.", "Tom Lund"),
        ("For years the plan was “dead”.", None),
        ("For the union, Obi said, it was “dead”.", "Obi"),
    ],
)
def test_phrases_without_a_verb_of_speech_name_the_speaker(text: str, speaker: str | None) -> None:
    assert [name for _, name in said(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“No,” sighed the harbour master, who had lost his boat.", "harbour master"),
        ("“No,” one Lumerian trader beamed, “and never.”", "Lumerian trader"),
        ("“No,” enthused Ada Obi.", "Ada Obi"),
        ("“The Salt Road,” a film by Tom Lund, topped the list.", None),
        ("“Salt Lick,” released in May, topped the charts.", None),
        ("“The Ferry,” directed by Tom Lund, won.", None),
        ("Obi loved “The Ferry” and laughed.", None),
        ("“Yes!” laughed the mayor.", "mayor"),
        ("“Yes!” The mayor laughed and left.", None),
    ],
)
def test_a_comma_makes_any_verb_one_of_speech(text: str, speaker: str | None) -> None:
    assert {name for _, name in said(text)} == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mayor Ada Obi was blunt: “No.”", "Ada Obi"),
        ("By noon the president had made up his mind: “No.”", "president"),
        ("But she had kind words for the nurses: “They came.”", "she"),
        ("Obi’s message was simple: “No.”", "Obi"),
        ("Governor to lawmakers: “Bring me a budget”", "Governor"),
        ("The singer had softened her tone: “I was wrong,” she wrote.", "singer"),
        ("Not every analyst likes it: “Too much debt,” wrote Tom Lund.", "Tom Lund"),
        ("The mayor shouted: “Yes!” An aide, Tom Lund, told her to stop.", "mayor"),
        ("Ada Obi received a letter: “Pay up.”", None),
        ("The sign outside was plain: “No.”", None),
    ],
)
def test_a_colon_leads_from_the_subject_to_its_words(text: str, speaker: str | None) -> None:
    assert [name for _, name in said(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Obi found the plan “timid”.", "Ada Obi"),
        ("Police found a bag marked “Lund”.", None),
        ("Ada Obi waved the row away as “noise”.", "Ada Obi"),
        ("Ada Obi was presented as “a saviour”.", None),
        ("The minister put it down to “bad luck”.", "minister"),
        ("The mayor charged that it was “rigged”.", "mayor"),
        ("The mayor was charged with “theft”.", None),
        ("That, the senator shot back, was “a weather report”.", "senator"),
        ("Ada Obi likened the bank to “a lighthouse”.", "Ada Obi"),
        ("Lund was likened by Obi to “a lighthouse”.", "Obi"),
        ("Bishop Tom Lund stood by the mayor, telling worshippers it was “a lie”.", "Tom Lund"),
        ("Mayor Ada Obi took no side but appealed to all “to argue as friends”.", "Ada Obi"),
        ("Ada Obi told the guests, according to two of them, that it was “over”.", "Ada Obi"),
    ],
)
def test_the_frame_of_a_verb_and_its_clause_tell_who_speaks(text: str, speaker: str | None) -> None:
    assert [name for _, name in said(text)] == [speaker]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Six Lumerian directors stayed away.", "Lumerian directors"),
        ("Ada Obi shook her head.", "Ada Obi"),
        ("The harbour was closed.", None),
        ("The Bank of Lumeria was closed.", None),
    ],
)
def test_the_person_of_the_sentence_before_speaks_what_stands_alone(before: str, speaker: str | None) -> None:
    assert [name for _, name in said(f"{before} “I shall not be photographed.”")] == [speaker]


def test_a_broken_quotation_has_one_speaker() -> None:
    assert said('"We came," said Ada Obi, "and we shall stay." The talks go on.') == [
        ('"We came,"', "Ada Obi"),
        ('"and we shall stay."', "Ada Obi"),
    ]


def test_a_quotation_after_the_attribution_carries_on() -> None:
    text = "“It rains,” Ada Obi said at noon. “Nobody leaves.”\n\n“Nobody at all.”"
    assert said(text) == [("“It rains,”", "Ada Obi"), ("“Nobody leaves.”", "Ada Obi"), ("“Nobody at all.”", "Ada Obi")]


def test_a_quotation_is_not_carried_over_a_paragraph_of_prose() -> None:
    text = "“It rains,” Ada Obi said.\n\nThe harbour was closed.\n\n“Nobody leaves.”"
    assert said(text) == [("“It rains,”", "Ada Obi"), ("“Nobody leaves.”", None)]


@pytest.mark.parametrize(
    ("between", "speaker"),
    [
        ("Tom Lund took the stage and shook his head.", "Tom Lund"),
        ("Minister Lund disagreed.", "Lund"),
        ("Its chairman, Tom Lund, took the prize.", "Tom Lund"),
        ("Lund Bank lost money again.", None),
        ("Obi shook her head.", "Ada Obi"),
        ("She shook her head.", "Ada Obi"),
    ],
)
def test_a_quotation_is_not_carried_over_a_sentence_about_another(between: str, speaker: str | None) -> None:
    assert said(f"“It rains,” said Ada Obi. {between} “Nobody leaves.”") == [
        ("“It rains,”", "Ada Obi"),
        ("“Nobody leaves.”", speaker),
    ]
    assert said(f"“It rains,” said Ada Obi. “It rains.” {between} “Nobody leaves.”")[2] == ("“Nobody leaves.”", speaker)


def test_the_sentence_before_introduces_the_speaker() -> None:
    text = "Ada Obi told reporters that the port was shut:\n\n“Nobody leaves.”"
    assert said(text) == [("“Nobody leaves.”", "Ada Obi")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Obi called me a liar,” Lund fumed. “I am not.”", "Lund"),
        ("“Obi called me a liar,” Lund fumed, “and a thief.”", "Lund"),
        ("“The minister said we would be paid,” sighed Tom Lund. “We were not.”", "Tom Lund"),
        ("“He told me to go,” Lund texted. “I stayed.”", "Lund"),
        ("“The police are liars,” everyone said. “They lied to us.”", None),
        ("“Obi called me a liar.” The crowd laughed. “I am not.”", None),
    ],
)
def test_whoever_speaks_inside_a_quotation_introduces_none(text: str, speaker: str | None) -> None:
    assert [name for _, name in said(text)] == [speaker, speaker]


def test_an_open_paragraph_runs_on_to_the_speaker_at_the_end() -> None:
    text = "“It rains. It will not stop.\n\n“So we stay,” said Ada Obi. The harbour was closed."
    assert said(text) == [("“It rains. It will not stop.", "Ada Obi"), ("“So we stay,”", "Ada Obi")]


def test_nested_marks_belong_to_the_quotation() -> None:
    text = "“He called it ‘a gift’ and left,” said Ada Obi."
    assert said(text) == [("“He called it ‘a gift’ and left,”", "Ada Obi")]


def test_a_forgotten_mark_ends_with_its_sentence() -> None:
    text = "“It rains. The harbour was closed. Ships waited.\n\nThe mayor left."
    assert said(text) == [("“It rains.", None)]


def test_a_second_opening_mark_ends_the_first() -> None:
    text = "“It rains. The harbour was closed. “Ships wait,” said Ada Obi."
    assert said(text) == [("“It rains.", None), ("“Ships wait,”", "Ada Obi")]


@pytest.mark.parametrize(
    "text",
    [
        "The workers' union doesn't like the '90s, 'cause they weren't good.",
        "Rock ’n’ roll isn’t what it was in the drivers’ club.",
        'A 6" pipe and a 7" pipe.',
        '""',
        "“”",
    ],
)
def test_apostrophes_and_inches_quote_nothing(text: str) -> None:
    assert said(text) == []


def test_lines_that_are_wrapped_by_hand_are_one_paragraph() -> None:
    text = "“It rains and it will\nnot stop for a week or\ntwo at least,” said the\nmayor, Ada Obi.\n"
    assert said(text) == [("“It rains and it will\nnot stop for a week or\ntwo at least,”", "Ada Obi")]


HEADLINE = "Mayor rejects ferry plan\n\nThe council will vote in May.\n\nResidents were divided.\n\n"


def test_short_paragraphs_between_blank_lines_say_nothing_of_wrapping() -> None:
    text = HEADLINE + "“It is a disgrace and the mayor should be ashamed of what\nshe has done to us,” said Jane Roe."
    quoted = "“It is a disgrace and the mayor should be ashamed of what\nshe has done to us,”"
    assert said(text) == [(quoted, "Jane Roe")]


def test_a_name_goes_on_over_a_wrapped_line() -> None:
    text = HEADLINE + "“We shall not gamble with other people’s money,” Ada\nObi told reporters after the\nvote."
    assert said(text) == [("“We shall not gamble with other people’s money,”", "Ada\nObi")]


def test_a_line_of_blanks_divides_wrapped_paragraphs() -> None:
    text = "The mayor and the council\nmet on Monday and were\nangry. Ada Obi spoke.\n  \n“It is a\ndisgrace.”"
    assert said(text) == [("“It is a\ndisgrace.”", None)]


def test_spans_hold() -> None:
    text = "مرحبا 😀 “It rains,” said Ada Obi."
    assert find_quotations(text) == [Quotation(8, 19, find_quotations(text)[0].speaker)]
    assert text[8:19] == "“It rains,”"
    speaker = find_quotations(text)[0].speaker
    assert speaker is not None
    assert (speaker.start, speaker.end, speaker.text) == (25, 32, "Ada Obi")
