"""What the page says: its figures, its charts, its articles, and that strangers' text stays text."""

import base64
import hashlib
import json
from pathlib import Path

from lxml import html
from report_builders import (
    FERRY,
    STRIKE,
    Report,
    annotation,
    articles,
    ferry_annotations,
    mention,
    opinion,
    strike_annotation,
    write_lines,
)

from newstance.labels import CLAIMS, STANCES
from newstance.report import ReportSummary


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rows(page: html.HtmlElement, part: str) -> list[tuple[str, str]]:
    """The rows of a chart: (name, its mix as the bar tells it)."""
    return [
        (words(row.xpath("th")[0]), row.xpath("td//@title")[0]) for row in page.xpath(f"//*[@id='{part}']//tbody/tr")
    ]


def text_of(sentence: html.HtmlElement) -> str:
    return sentence.xpath("span[contains(@class, 't ')]")[0].text_content()


def test_the_summary_counts_what_is_there(run: Path, report: Report) -> None:
    summary, page = report(run)
    assert summary == ReportSummary(
        articles=2,
        shown=2,
        sentences=5,
        opinions=5,
        uncertain=1,
        stances={"supportive": 3, "critical": 1, "conciliatory": 1, "neutral": 0},
        models=("tiny 1.0",),
        skipped=0,
        faults=(),
    )
    figures = {part: words(page.get_element_by_id(part)) for part in ("n-articles", "n-sentences", "n-opinions")}
    assert figures == {"n-articles": "2", "n-sentences": "5", "n-opinions": "5"}
    assert words(page.get_element_by_id("n-uncertain")) == "1 20%"
    assert words(page.get_element_by_id("source")) == "march"
    assert words(page.get_element_by_id("model")) == "tiny 1.0"
    assert [words(share) for share in page.xpath("//*[@id='shares']/li")] == [
        "+ supportive 60% 3",
        "− critical 20% 1",
        "~ conciliatory 20% 1",
        "· neutral 0% 0",
    ]
    assert words(page.get_element_by_id("lead")) == (
        "Of 5 sentences in 2 articles, 5 (100%) take a stance: 60% are supportive, 20% critical, 20% conciliatory. "
        "Heard most often: Ada Lund (3 supportive). Spoken about most often: ferry plan (2 supportive, 1 critical)."
    )


def test_names_are_ranked_with_their_stances(run: Path, report: Report) -> None:
    _, page = report(run)
    assert rows(page, "speakers") == [
        ("Ada Lund", "3 supportive"),
        ("Harbour Union", "1 critical"),
        ("union", "1 conciliatory"),
    ]
    assert rows(page, "targets") == [("ferry plan", "2 supportive, 1 critical"), ("Port of Aalvik", "1 conciliatory")]
    assert "0 of 5 opinions have no named speaker, 1 no named target: nobody is named there" in words(page)


def test_a_pronoun_that_stays_open_is_nobody(run: Path, report: Report) -> None:
    text = "I praised them."
    open_ = annotation("n3", text, 0, text, stance="supportive")
    open_["opinions"] = [opinion("supportive", mention(text, "I", None), mention(text, "them", None))] * 9
    write_lines(run / "annotations.jsonl", [*ferry_annotations(), strike_annotation(), open_])
    _, page = report(run)
    assert [name for name, _ in rows(page, "speakers")] == ["Ada Lund", "Harbour Union", "union"]
    assert [name for name, _ in rows(page, "targets")] == ["ferry plan", "Port of Aalvik"]
    assert "Heard most often: Ada Lund" in words(page.get_element_by_id("lead"))
    assert "9 of 14 opinions have no named speaker, 10 no named target: nobody is named there" in words(page)
    sentence = page.get_element_by_id("a3-s0")
    assert "not named “I” → not named “them” (supportive)" in sentence.xpath("a/@title")[0]
    assert json.loads(sentence.get("data-d"))["o"][0] == {
        "l": "supportive", "p": 0.9, "s": None, "t": None, "sw": "I", "tw": "them",
    }  # fmt: skip


def test_who_takes_which_stance_toward_whom(run: Path, report: Report) -> None:
    _, page = report(run)
    assert [words(name) for name in page.xpath("//*[@id='pairs']//tbody//th")] == [
        "Ada Lund → ferry plan",
        "Harbour Union → ferry plan",
        "union → Port of Aalvik",
    ]
    matrix = page.get_element_by_id("matrix")
    assert [words(target) for target in matrix.xpath("thead//th")] == ["ferry plan", "Port of Aalvik"]
    assert [words(speaker) for speaker in matrix.xpath("tbody//th")] == ["Ada Lund", "Harbour Union", "union"]
    assert [[words(cell) for cell in row.xpath("td")] for row in matrix.xpath("tbody/tr")] == [
        ["+2", ""],
        ["−1", ""],
        ["", "~1"],
    ]
    assert matrix.xpath(".//button/@class") == ["cell c-supportive", "cell c-critical", "cell c-conciliatory"]
    assert matrix.xpath("tbody/tr[1]//button/@aria-label") == ["Ada Lund → ferry plan: 2 supportive"]


def test_a_pair_of_differing_stances_is_marked_as_mixed(run: Path, report: Report) -> None:
    records = ferry_annotations()
    records[1]["opinions"][0]["stance"] = "critical"
    write_lines(run / "annotations.jsonl", records)
    _, page = report(run)
    cell = page.get_element_by_id("matrix").xpath("tbody/tr[1]/td/button")[0]
    assert (words(cell), cell.get("class")) == ("±2", "cell mixed")
    assert cell.get("title") == "Ada Lund → ferry plan: 1 supportive, 1 critical"


def test_claims_outlets_and_days(run: Path, report: Report) -> None:
    _, page = report(run)
    assert rows(page, "claims") == [
        ("fact", "1 supportive, 1 critical"),
        ("judgement", "2 supportive"),
        ("pledge", "1 conciliatory"),
    ]
    assert rows(page, "outlets") == [("Fjord Post", "3 supportive, 1 critical"), ("Quay News", "1 conciliatory")]
    assert page.xpath("//*[@id='timeline']//div[@class='col']/@title") == [
        "1 Mar 2026: 3 supportive, 1 critical",
        "2 Mar 2026: no sentence",
        "3 Mar 2026: no sentence",
        "4 Mar 2026: 1 conciliatory",
    ]


def test_articles_and_sentences_stand_in_reading_order(run: Path, report: Report) -> None:
    mixed = ferry_annotations()[::-1]
    write_lines(run / "annotations.jsonl", [strike_annotation(), *mixed])
    _, page = report(run)
    assert page.xpath("//article/@data-id") == ["n2", "n1"]
    assert [text_of(each) for each in page.xpath("//article[2]//*[contains(@class, 'sen ')]")] == [
        "Mayor backs the ferry plan",
        "Mayor Ada Lund praised the ferry plan.",
        "“It is the best idea in years,” she said.",
        "The harbour union rejected the ferry plan.",
    ]
    assert page.xpath("//article[2]//*[contains(@class, 'sen ')]/@id") == ["a2-s0", "a2-s1", "a2-s2", "a2-s3"]


def test_paragraphs_and_the_text_between_sentences_are_kept(run: Path, report: Report) -> None:
    _, page = report(run)
    for mark in page.xpath("//a[contains(@class, 'mark')]"):
        mark.drop_tree()
    paragraphs = [each.text_content() for each in page.xpath("//article[@id='a1']/p")]
    assert paragraphs == FERRY.split("\n\n")
    assert [each.text_content() for each in page.xpath("//article[@id='a2']/p")] == [STRIKE]


def test_a_title_is_the_given_one_else_the_first_paragraph(run: Path, report: Report) -> None:
    _, page = report(run)
    assert [words(title) for title in page.xpath("//article//h3")] == ["Mayor backs the ferry plan", "Talks"]
    assert page.xpath("//article[@id='a1']//h3/@class") == ["vh"]  # it is there to see in the text already
    assert page.xpath("//article[@id='a2']//h3/@class") == []


def test_a_sentence_tells_its_labels_without_colour(run: Path, report: Report) -> None:
    _, page = report(run)
    marks = page.xpath("//article[@id='a1']//a[contains(@class, 'mark')]")
    assert [words(mark) for mark in marks] == ["+", "+", "+?", "−"]
    assert (
        marks[2].get("aria-label") == "supportive 70%, uncertain; claim: judgement; Ada Lund → not named (supportive)"
    )
    assert marks[2].get("href") == "#a1-s2"
    assert page.xpath("//*[@data-unsure]/@id") == ["a1-s2"]


def test_speaker_and_target_are_marked_in_the_sentence(run: Path, report: Report) -> None:
    _, page = report(run)
    sentence = page.get_element_by_id("a1-s1")
    assert [words(each) for each in sentence.xpath(".//*[@class='speaker']")] == ["Ada Lund"]
    assert [words(each) for each in sentence.xpath(".//*[@class='target']")] == ["ferry plan"]
    elsewhere = page.get_element_by_id("a1-s2")
    assert elsewhere.xpath(".//*[@class='speaker']") == []


def test_the_panel_gets_probabilities_in_the_order_of_the_codebook(run: Path, report: Report) -> None:
    _, page = report(run)
    details = json.loads(page.get_element_by_id("a1-s2").get("data-d"))
    assert details == {
        "i": 2,
        "at": [67, 108],
        "s": [0.7, 0.1, 0.1, 0.1],
        "c": [0.06, 0.06, 0.7, 0.06, 0.06, 0.06],
        "o": [{"l": "supportive", "p": 0.9, "s": "Ada Lund", "t": None, "sw": "Ada Lund", "se": True}],
        "q": True,
    }
    assert FERRY[67:108] == "“It is the best idea in years,” she said."


def test_strangers_text_stays_text(tmp_path: Path, report: Report) -> None:
    evil = "</span><script>alert('x')</script> <img src=x onerror=alert(1)> & \"quoted\" 'single' said {{ 7*7 }}."
    name = "Bob '\"><script>alert(2)</script>"
    record = annotation("e'\"<b>", evil, 0, evil, stance="critical", model="<i>m</i>")
    speaker = {"start": 0, "end": 3, "text": "</s", "actor": name}
    record["opinions"] = [{"stance": "critical", "prob": 1.0, "speaker": speaker, "target": speaker}]
    write_lines(tmp_path / "annotations.jsonl", [record])
    article = {"id": "e'\"<b>", "text": evil, "title": "<script>t</script>", "outlet": "<u>o</u>", "date": "<s>d</s>"}
    write_lines(tmp_path / "articles.jsonl", [article | {"url": "javascript:alert(3)"}])
    _, page = report(tmp_path)
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//img | //article//u | //article//s | //article//b | //*[@onerror]") == []
    assert text_of(page.get_element_by_id("a1-s0")) == evil
    assert json.loads(page.get_element_by_id("a1-s0").get("data-d"))["o"][0]["s"] == name
    assert page.xpath("//*[@id='speakers']//button/@data-set-speaker") == [name]
    assert [words(title) for title in page.xpath("//article//h3")] == ["<script>t</script>"]
    assert [link for link in page.xpath("//@href") if not link.startswith("#")] == []


def test_web_addresses_become_links(run: Path, report: Report) -> None:
    _, page = report(run)
    assert page.xpath("//article//header//a/@href") == ["https://example.org/n1"]


def test_the_page_is_self_contained_and_lets_only_its_own_script_run(run: Path, report: Report) -> None:
    _, page = report(run)
    assert page.xpath("//link | //@src | //style[contains(., 'url(') or contains(., '@import')]") == []
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    script = page.xpath("//script")[0].text
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_the_script_knows_the_labels_in_the_same_order(run: Path, report: Report) -> None:
    _, page = report(run)
    labels = json.loads(page.body.get("data-labels"))
    assert (tuple(labels["stances"]), tuple(labels["claims"])) == (STANCES, CLAIMS)
    assert labels["marks"] == {"supportive": "+", "critical": "−", "conciliatory": "~", "neutral": "·"}
    script = page.xpath("//script")[0].text
    assert "JSON.parse(document.body.dataset.labels)" in script
    assert [label for label in (*STANCES, *CLAIMS) if f'"{label}"' in script] == []


def test_ids_are_unique_and_every_anchor_leads_somewhere(run: Path, report: Report) -> None:
    _, page = report(run)
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    assert {link[1:] for link in page.xpath("//@href") if link.startswith("#")} <= set(ids)


def test_beyond_the_limit_articles_count_but_are_not_shown(run: Path, report: Report) -> None:
    summary, page = report(run, limit=1)
    assert (summary.articles, summary.shown, summary.sentences) == (2, 1, 5)
    assert page.xpath("//article/@data-id") == ["n1"]
    assert words(page.get_element_by_id("limit")) == (
        "The figures and charts cover all 2 articles. Only the first 1 are shown in full below, so that the page stays "
        "quick to open; the rest is in the annotations file."
    )
    assert rows(page, "outlets")[1] == ("Quay News", "1 conciliatory")
    assert report(run)[1].xpath("//*[@id='limit']") == []


def test_without_articles_the_sentences_alone_are_shown(run: Path, report: Report) -> None:
    (run / "articles.jsonl").unlink()
    summary, page = report(run)
    assert (summary.articles, summary.skipped) == (2, 0)
    assert page.xpath("//*[@id='timeline'] | //*[@id='outlets']") == []
    for mark in page.xpath("//a[contains(@class, 'mark')]"):
        mark.drop_tree()
    assert [each.text_content() for each in page.xpath("//article[@id='a1']/p")] == [
        "Mayor backs the ferry plan",
        "Mayor Ada Lund praised the ferry plan. “It is the best idea in years,” she said.",
        "The harbour union rejected the ferry plan.",
    ]


def test_undated_articles_are_told_beside_the_time_chart(run: Path, report: Report) -> None:
    third = annotation("n3", "Rain fell.", 0, "Rain fell.")
    write_lines(run / "annotations.jsonl", [*ferry_annotations(), strike_annotation(), third])
    write_lines(run / "articles.jsonl", [*articles(), {"id": "n3", "text": "Rain fell.", "date": "last spring"}])
    _, page = report(run)
    assert words(page.get_element_by_id("undated")) == (
        "1 of 3 articles has no date that this page understands (2026-03-31; 31.03.2026; 31 March 2026; "
        "March 31, 2026) and is left out of the chart over time."
    )


def test_dates_in_other_forms_make_a_time_chart(run: Path, report: Report) -> None:
    dated = [article | {"date": day} for article, day in zip(articles(), ["01.03.2026", "March 2, 2026"], strict=True)]
    write_lines(run / "articles.jsonl", dated)
    _, page = report(run)
    assert page.xpath("//*[@id='timeline']//div[@class='col']/@title") == [
        "1 Mar 2026: 3 supportive, 1 critical",
        "2 Mar 2026: 1 conciliatory",
    ]
    assert page.xpath("//*[@id='undated']") == []


def test_articles_without_any_date_are_told_though_there_is_no_time_chart(run: Path, report: Report) -> None:
    write_lines(run / "articles.jsonl", [article | {"date": "03/04/2026"} for article in articles()])
    _, page = report(run)
    assert page.xpath("//*[@id='timeline']") == []
    assert words(page.get_element_by_id("undated")) == (
        "2 of 2 articles have no date that this page understands (2026-03-31; 31.03.2026; 31 March 2026; "
        "March 31, 2026)."
    )


def test_a_date_in_the_far_future_is_no_date(run: Path, report: Report) -> None:
    dated = [article | {"date": day} for article, day in zip(articles(), ["2026-03-01", "9999-12-31"], strict=True)]
    write_lines(run / "articles.jsonl", [*dated, {"id": "n3", "text": "Rain fell.", "date": "2026-03-02"}])
    third = annotation("n3", "Rain fell.", 0, "Rain fell.", stance="critical")
    write_lines(run / "annotations.jsonl", [*ferry_annotations(), strike_annotation(), third])
    _, page = report(run)
    assert page.xpath("//*[@id='timeline']//div[@class='col']/@title") == [
        "1 Mar 2026: 3 supportive, 1 critical",
        "2 Mar 2026: 1 critical",
    ]
    assert "1 of 3 articles has no date that this page understands" in words(page.get_element_by_id("undated"))


def test_the_guide_says_how_far_names_are_merged(run: Path, report: Report) -> None:
    _, page = report(run)
    [guide] = page.xpath("//section[@class='guide']")
    assert (
        "Names are merged within an article and, cautiously, over all articles of a run; "
        "two people of one name are not told apart. A role or thing without a name (mayor, bill) may be another one in "
        "each article."
    ) in words(guide)


def test_the_guide_says_that_copies_count(run: Path, report: Report) -> None:
    _, page = report(run)
    [guide] = page.xpath("//section[@class='guide']")
    assert "Identical texts count as often as they occur: an agency report that five outlets" in words(guide)


def test_equal_input_gives_the_same_bytes(run: Path, report: Report, tmp_path: Path) -> None:
    report(run)
    first = (tmp_path / "report.html").read_bytes()
    report(run)
    assert (tmp_path / "report.html").read_bytes() == first
