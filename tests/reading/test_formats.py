import gzip
import io
import json
import time
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newstance.reading import SkipLog, read_articles
from newstance.reading.markup import words_of_html
from newstance.records import Article

PAGES = Path(__file__).parent / "pages"
BODY = [
    "The mayor of Lowhaven rejected a plan for a second ferry on Tuesday, "
    "calling it “a gamble with other people’s money”.",
    "Her deputy, Tomas Reyes, disagreed & said that the island could not wait. “We are losing a family a month,” "
    "he told reporters.",
    "The council will vote in May. "
    "If it agrees, the boat could sail within two years, according to the harbour office.",
]
ROW = {
    "id": "p1",
    "text": "Talks\r\nresumed, “slowly”.",
    "title": "Talks",
    "date": "2025-03-04",
    "outlet": "Lowhaven Post",
    "url": "https://post.example/1",
    "desk": "world",
}
ROW_ARTICLE = Article(
    id="p1",
    text="Talks\nresumed, “slowly”.",
    title="Talks",
    date="2025-03-04",
    outlet="Lowhaven Post",
    url="https://post.example/1",
    extra={"desk": "world"},
)


def read(path: Path) -> tuple[list[Article], SkipLog]:
    skips = SkipLog()
    return list(read_articles([path], skips)), skips


def read_one(path: Path) -> Article:
    (article,), skips = read(path)
    assert skips.skips == []
    return article


def in_warc(path: Path, pages: dict[str, bytes], charset: str = "utf-8") -> Path:
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=path.suffix == ".gz")
        for url, payload in pages.items():
            kind = "image/png" if url.endswith(".png") else f"text/html; charset={charset}"
            status = "404 Not Found" if "missing" in url else "200 OK"
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            date = {"WARC-Date": "2025-03-05T06:07:08Z"}
            record = writer.create_warc_record(
                url, "response", io.BytesIO(payload), warc_headers_dict=date, http_headers=headers
            )
            writer.write_record(record)
    return path


def test_jsonl_keeps_metadata_and_other_keys(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(ROW))
    assert read_one(tmp_path / "a.jsonl") == ROW_ARTICLE


def test_jsonl_values_of_other_kinds(tmp_path: Path) -> None:
    line = '{"id": 7, "date": 2025, "title": "", "n": NaN, "tags": ["\\udc00"], '
    line += '"\\ud83d": {"\\ude00": 1}, "text": "Half \\ud83d a smile \\ud83d\\ude00"}'
    (tmp_path / "a.jsonl").write_text(line)
    assert read_one(tmp_path / "a.jsonl") == Article(
        id="7",
        text="Half \ufffd a smile 😀",
        date="2025",
        extra={"n": None, "tags": ["\ufffd"], "\ufffd": {"\ufffd": 1}},
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_in_the_dialects_of_spreadsheets(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = delimiter.join(ROW) + "\r\n" + delimiter.join(f'"{value}"' for value in ROW.values()) + "\r\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert read_one(tmp_path / "a.csv") == ROW_ARTICLE


def test_csv_rows_that_cannot_be_used_are_named_by_line(tmp_path: Path) -> None:
    rows = ["id,text,n", '1,"Two\nlines",x', "2,", '3,"a"b,x', "4,a,b,c", "", "5,Talks resumed.,y", '6,"never closed']
    (tmp_path / "a.csv").write_text("\n".join(rows))
    articles, skips = read(tmp_path / "a.csv")
    assert [(a.id, a.text, a.extra) for a in articles] == [
        ("1", "Two\nlines", {"n": "x"}),
        ("5", "Talks resumed.", {"n": "y"}),
    ]
    cure = "Cure: double the quotation marks inside a field"
    assert [str(skip).removeprefix(f"{tmp_path}/") for skip in skips.skips] == [
        'a.csv:4: "text" is empty; expected the text of an article',
        f"a.csv:5: broken CSV: ',' expected after '\"'. {cure}",
        "a.csv:6: 4 fields for 3 columns. Cure: quote fields that hold commas",
        f"a.csv:9: broken CSV: unexpected end of data. {cure}",
    ]


def test_short_fields_of_a_csv_are_read_in_the_encoding_of_their_row(tmp_path: Path) -> None:
    rows = [
        "id,text,author,catégorie",
        '1,"“We will win,”\nsaid Zoé.\n",Zoé,Élysée',
        "2,Été,Öl,é",
        "3,Министр заявил что переговоры продолжаются.,Ведомости",
    ]
    encodings = ["cp1252", "cp1252", "cp1252", "cp1251"]
    lines = [row.encode(encoding) for row, encoding in zip(rows, encodings, strict=True)]
    (tmp_path / "a.csv").write_bytes(b"\n".join(lines))
    articles, skips = read(tmp_path / "a.csv")
    assert [(article.text, article.extra) for article in articles] == [
        ("“We will win,”\nsaid Zoé.\n", {"author": "Zoé", "catégorie": "Élysée"}),
        ("Été", {"author": "Öl", "catégorie": "é"}),
        ("Министр заявил что переговоры продолжаются.", {"author": "Ведомости"}),
    ]
    assert skips.skips == []
    assert [note.fault for note in skips.notes] == [
        '"3" does not seem to be English, which is all that newstance reads',
        "not all UTF-8; some rows read as Windows-1251",
        "not all UTF-8; some rows read as Windows-1252",
    ]


def test_parquet(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [ROW, ROW | {"id": "p2", "text": None}, ROW | {"id": "p3"}]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    articles, skips = read(tmp_path / "a.parquet")
    assert articles[0] == ROW_ARTICLE
    assert [article.id for article in articles] == ["p1", "p3"]
    assert [str(skip) for skip in skips.skips] == [
        f'{tmp_path}/a.parquet: row 2: "text" is null; expected the text of an article'
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_table_without_text_is_skipped(tmp_path: Path, name: str) -> None:
    if name == "a.csv":
        (tmp_path / name).write_text("id,body\n1,Talks resumed.\n")
    else:
        pyarrow.parquet.write_table(pyarrow.table({"id": [1], "body": ["Talks resumed."]}), tmp_path / name)
    articles, skips = read(tmp_path / name)
    assert articles == []
    assert [str(skip) for skip in skips.skips] == [
        f'{tmp_path}/{name}: no column "text"; found "id", "body". Cure: rename the column with the articles to "text"'
    ]


def test_html_gives_the_text_and_the_metadata_of_the_page() -> None:
    assert read_one(PAGES / "article.html") == Article(
        id="article.html",
        text="\n".join(["Lowhaven mayor rejects ferry plan", *BODY]),
        title="Lowhaven mayor rejects ferry plan",
        date="2025-03-04",
        outlet="Lowhaven Post",
        url="https://post.example/2025/ferry-plan",
        extra={"byline": "Ingrid Solheim"},
    )


def test_broken_html_keeps_its_text() -> None:
    assert read_one(PAGES / "broken.html").text.startswith("\n".join(["Lowhaven mayor rejects ferry plan", *BODY[:2]]))


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("login.html", "82 characters of running text, perhaps a login page"),
        ("listing.html", "0 characters of running text, perhaps a list, a video or an error page"),
    ],
)
def test_pages_without_an_article_are_skipped(page: str, fault: str) -> None:
    articles, skips = read(PAGES / page)
    assert articles == []
    assert [str(skip) for skip in skips.skips] == [f"{PAGES}/{page}: no article in this page: {fault}"]


def test_a_login_page_may_explain_itself_and_an_article_may_have_a_login(tmp_path: Path) -> None:
    login = (PAGES / "login.html").read_text(encoding="utf-8")
    explanation = "You can change this at any time. Your subscription pays for reporters on the island. " * 2
    (tmp_path / "login.html").write_text(login.replace("<form", f"<p>{explanation}</p><form"), encoding="utf-8")
    page = (PAGES / "article.html").read_text(encoding="utf-8").replace(BODY[2], BODY[2] * 5)
    (tmp_path / "z.html").write_text(page.replace("</body>", "<input type='password'></body>"), encoding="utf-8")
    articles, skips = read(tmp_path)
    assert [article.id for article in articles] == ["z.html"]
    assert [str(skip).removeprefix(f"{tmp_path}/") for skip in skips.skips] == [
        "login.html: no article in this page: 251 characters of running text, perhaps a login page"
    ]


def test_html_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = (PAGES / "article.html").read_text(encoding="utf-8").replace("utf-8", "iso-8859-1")
    (tmp_path / "a.html").write_bytes(page.encode("cp1252"))
    articles, skips = read(tmp_path / "a.html")
    assert articles[0].text.split("\n")[1] == BODY[0]
    assert [note.fault for note in skips.notes] == ["not UTF-8; read as Windows-1252"]


def test_html_on_standard_input() -> None:
    (article,) = read_articles(["-"], SkipLog(), io.BytesIO((PAGES / "article.html").read_bytes()))
    assert (article.id, article.outlet) == ("stdin", "Lowhaven Post")


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_web_archives(tmp_path: Path, name: str) -> None:
    pages = {
        "https://post.example/1": (PAGES / "article.html").read_bytes(),
        "https://post.example/x.png": b"\x89PNG",
        "https://post.example/missing": (PAGES / "article.html").read_bytes(),
        "https://post.example/login": (PAGES / "login.html").read_bytes(),
    }
    articles, skips = read(in_warc(tmp_path / name, pages))
    assert [article.id for article in articles] == ["https://post.example/1"]
    assert articles[0].extra == {"byline": "Ingrid Solheim", "captured": "2025-03-05T06:07:08Z"}
    assert articles[0].date == "2025-03-04"
    assert [skip.place for skip in skips.skips] == [f"{tmp_path}/{name}: https://post.example/login"]


@pytest.mark.parametrize(
    ("meta", "encoding", "name"),
    [("", "iso-8859-2", "iso-8859-2"), ('<meta charset="cp1250">', "cp1250", "Windows-1250")],
)
def test_a_page_in_an_archive_is_read_in_its_own_encoding_or_in_that_it_was_served_in(
    tmp_path: Path, meta: str, encoding: str, name: str
) -> None:
    page = (PAGES / "article.html").read_text(encoding="utf-8").replace("Tomas Reyes", "Łukasz Śliwiński")
    raw = page.replace('<meta charset="utf-8">', meta).encode(encoding, "xmlcharrefreplace")
    url = "https://post.example/1"
    articles, skips = read(in_warc(tmp_path / "a.warc", {url: raw}, charset='"ISO-8859-2"'))
    assert [article.text.split("\n")[2][:28] for article in articles] == ["Her deputy, Łukasz Śliwiński"]
    assert [str(note) for note in skips.notes] == [f"{tmp_path}/a.warc: {url}: not UTF-8; read as {name}"]


def test_an_archive_that_ends_within_a_page(tmp_path: Path) -> None:
    page = (PAGES / "article.html").read_bytes()
    urls = [f"https://post.example/{number}" for number in range(2)]
    archive = in_warc(tmp_path / "a.warc", dict.fromkeys(urls, page))
    archive.write_bytes(archive.read_bytes()[:-304])
    articles, skips = read(archive)
    assert [article.id for article in articles] == [urls[0]]
    fault = "the archive ends 300 bytes before this page does. Cure: fetch it again"
    assert [str(skip) for skip in skips.skips] == [f"{archive}: {urls[1]}: {fault}"]


def test_an_archive_with_a_page_without_an_address_is_read_up_to_there(tmp_path: Path) -> None:
    page = (PAGES / "article.html").read_bytes()
    urls = [f"https://post.example/{number}" for number in range(2)]
    archive = in_warc(tmp_path / "a.warc", dict.fromkeys(urls, page))
    archive.write_bytes(archive.read_bytes().replace(f"WARC-Target-URI: {urls[1]}\r\n".encode(), b""))
    articles, skips = read(archive)
    assert [article.id for article in articles] == [urls[0]]
    assert [skip.place for skip in skips.skips] == [str(archive)]


def test_markdown_is_read_without_its_markup(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ndate: 2025-03-04\noutlet: 'Lowhaven Post'\n---\n# Mayor *rejects* ferry plan\n\n"
        "The **mayor** called the [plan](https://post.example/1) a\n`gamble`. ![boat](b.png)\n\n"
        "- “No,” she said.\n- Talks go on.\n\n```\ncode = 1\n```\n"
    )
    assert read_one(tmp_path / "a.md") == Article(
        id="a.md",
        text="Mayor rejects ferry plan\n\nThe mayor called the plan a gamble.\n\n“No,” she said.\n\nTalks go on.",
        title="Mayor rejects ferry plan",
        date="2025-03-04",
        outlet="Lowhaven Post",
    )


def test_html_in_markdown_keeps_its_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "The mayor denounced the plan<br>Her deputy praised <b>it</b>.<br />Talks go on.\n\n"
        "<p>The union &amp; its <i>chair</i>\nleft.</p>\n<ul><li>One came back.</li></ul>\n\n"
        '<div class="x">\n\nNobody else did.\n\n</div>\n\n<!-- Unsaid. -->\n\n<script>\nlet x = 1\n</script>\n'
    )
    assert read_one(tmp_path / "a.md").text.split("\n") == [
        "The mayor denounced the plan", "Her deputy praised it.", "Talks go on.", "",
        "The union & its chair left.", "", "One came back.", "", "Nobody else did.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>Obi &amp; Roe met.</p><p>They <em>left</em>.</p>", "Obi & Roe met.\n\nThey left."),
        ("<p>Obi\nmet Roe.</p>\n<p>They left.", "Obi met Roe.\n\nThey left."),
        ("Obi met Roe.<br>\nThey left.<BR/>So it ended.", "Obi met Roe.\nThey left.\nSo it ended."),
        ("Obi <a href='x'>met</a> Roe.\n\nThey left.\nSo\xa0it ended.", "Obi met Roe.\n\nThey left.\nSo\xa0it ended."),
        ("<h2>Row</h2>\n\nObi left.\n\nRoe <b>stayed</b>.", "Row\n\nObi left.\n\nRoe stayed."),
        ("<ul><li>Obi left.</li><li>Roe stayed.</li></ul>", "Obi left.\n\nRoe stayed."),
        ("<p>Obi left.<!-- <p>Roe stayed.</p> --></p><style>p {x: y}</style>", "Obi left."),
        ("<p>Type <Ctrl> if 1 < 2 --> 3.</p>", "Type <Ctrl> if 1 < 2 --> 3."),
    ],
)
def test_html_in_a_text_field_is_read_for_its_words(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}), encoding="utf-8")
    pyarrow.parquet.write_table(pyarrow.table({"text": [text]}), tmp_path / "b.parquet")
    (tmp_path / "c.txt").write_text(text, encoding="utf-8")
    articles, skips = read(tmp_path)
    assert [article.text for article in articles] == [words] * 3
    assert [note.fault for note in skips.notes][-2:] == [
        "holds HTML; its tags are left out",
        "2 articles: have the same text as an earlier one; all of them count".partition(": ")[2],
    ]


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<p>", "<p ", "<script>", "</b>", "<br>\n", "\n \n", "-->", "&amp;", "<p  "]
)
def test_html_takes_time_in_proportion(piece: str) -> None:
    begin = time.process_time()
    words_of_html("<p>" + piece * (1_000_000 // len(piece)))
    assert time.process_time() - begin < 10


@pytest.mark.parametrize("text", ["Type <Ctrl> where 1 < 2 &amp; <b> is bold.", "AT&amp;T fell <3 %>.", "<p"])
def test_text_that_is_not_surely_html_stays(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": text + "."}))
    articles, skips = read(tmp_path)
    assert [article.text for article in articles] == [text, text + "."]
    assert skips.notes == []


def test_a_page_that_is_called_text_is_read_as_a_page(tmp_path: Path) -> None:
    page = (PAGES / "article.html").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text('<?xml version="1.0"?>\n' + page, encoding="utf-8")
    articles, skips = read(tmp_path)
    assert [article.outlet for article in articles] == ["Lowhaven Post"]
    assert [note.fault for note in skips.notes] == ["an HTML page; read as one"]


def test_tables_and_lists_of_a_page_have_no_markup(tmp_path: Path) -> None:
    cells = "<br><br>".join(["<b>Mayor rejects ferry plan</b>", *BODY])
    (tmp_path / "layout.html").write_text(f"<html><body><table><tr><td>{cells}</td></tr></table></body></html>")
    (tmp_path / "data.html").write_text(
        f"<html><body><article>{''.join(f'<p>{line}</p>' for line in BODY)}<ul><li>Obi left.</li><li>Roe did.</li></ul>"
        "<table><tr><th>Party<th>Seats</tr><tr><td>Greens<td>22</tr></table></article></body></html>"
    )
    articles, skips = read(tmp_path)
    assert skips.skips == []
    assert [article.text.split("\n") for article in articles] == [
        [*BODY, "Obi left.", "Roe did.", "Party Seats", "Greens 22"],
        ["Mayor rejects ferry plan", *BODY],
    ]


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\n\nTalks resumed.\n\n---\n\nTalks go on.\n")
    assert read_one(tmp_path / "a.md").text == "Talks resumed.\n\nTalks go on."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mayor rejects plan\n\nThe mayor said no.", "Mayor rejects plan"),
        (
            "Who will pay for the ferry?\nThe mayor of Lowhaven does not know who will pay for it.",
            "Who will pay for the ferry?",
        ),
        ("The mayor said no.\n\nThe deputy said yes.", None),
        ("Ferry", None),
        (
            "The mayor of Lowhaven rejected all plans for a ferry on\nMonday, and her deputy quit\nat once.",
            None,
        ),
        ("x" * 151 + "\n\nThe mayor said no.", None),
    ],
)
def test_the_title_of_a_text_is_its_headline(tmp_path: Path, text: str, title: str | None) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert read_one(tmp_path / "a.txt").title == title


def test_a_missing_package_skips_only_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "warcio", None)
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\n")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"Talks resumed."))
    articles, skips = read(tmp_path)
    assert [article.id for article in articles] == ["b.txt.gz"]
    assert [str(skip) for skip in skips.skips] == [
        f"{tmp_path}/a.warc: WARC needs packages that are not installed. Cure: pip install 'newstance[warc]',"
        " in a clone .venv/bin/pip install -e '.[warc]'"
    ]
