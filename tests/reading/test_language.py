"""Articles that are not in English are told: by their function words, or by their script."""

from pathlib import Path

import pytest

from newstance.reading import SkipLog, read_articles
from newstance.reading.language import is_foreign

GERMAN = (
    "Die Ministerin hat am Montag erneut gesagt, dass sie nicht an der Sitzung des Rates teilnehmen und auch kein Wort "
    "mehr dazu sagen werde."
)


@pytest.mark.parametrize(
    "text",
    [
        GERMAN,
        "De minister heeft gezegd dat ze in de Kamer was en is gebleven over het voorstel van de oppositie, maar we "
        "gaan er niet zo van uit.",
        "Statsministeren siger, at han har en plan for at løse krisen i landet. Det er for tidligt at sige, om de får "
        "flertal i salen.",
        "Le ministre a vivement critiqué la décision et on dit que les députés, qui ont voté contre le texte, ne "
        "veulent pas de plan.",
        "El ministro no ha dicho a los periodistas si la ley que fue debatida en la comisión será aprobada o no "
        "antes de las elecciones.",
        "A miniszter hétfőn bírálta az ellenzéket, és a képviselők is azt mondták, hogy a törvényt a jövő "
        "héten tárgyalja majd a bizottság.",
        "Министр заявил, что переговоры продолжаются.",
        "外交部发言人批评美国的关税政策。他说：“中方坚决反对。”",
        "انتقد وزير الخارجية القرار. وقال إن بلاده لن تقبل به.",
    ],
)
def test_other_languages(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "The minister said on Monday that she would not attend the meeting and had no more to say about it.",
        "Die Ministerin sagte nein.",
        "Labour 38, Conservatives 24, Lib Dems 12. Arsenal 2 Chelsea 1 (Saka 12, pen 80; Palmer 34), att 60,210, "
        "half-time one all, yellow cards Rice, Caicedo.",
        "THE MINISTER SAID ON MONDAY THAT SHE WOULD NOT ATTEND THE MEETING. SHE HAD NO MORE TO SAY ABOUT IT.",
        "“Министр!” she shouted, and the crowd that had waited for hours before the gates of the ministry said: “Да!”",
        "",
    ],
)
def test_english_and_what_is_too_short_to_tell(text: str) -> None:
    assert not is_foreign(text)


def test_the_first_is_told_and_all_are_counted(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{GERMAN} {number}", encoding="utf-8")
    (tmp_path / "a.txt").write_text("The minister said no.", encoding="utf-8")
    skips = SkipLog()
    assert len(list(read_articles([tmp_path], skips))) == 4
    assert [str(note) for note in skips.notes] == [
        f'{tmp_path}/0.txt: "0.txt" does not seem to be English, which is all that newstance reads',
        "3 articles: do not seem to be English; do not rely on their annotations",
    ]
