"""The tables of seats and countries, and the user's own."""

import csv
from pathlib import Path

import pytest

import newstance.attribution
from newstance.attribution import ActorTable
from newstance.errors import InputError


def written(folder: Path, text: str) -> Path:
    path = folder / "own.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_users_rows_lie_over_the_builtin_ones(tmp_path: Path) -> None:
    table = ActorTable.load(written(tmp_path, "name,actor,why\nBrussels,Brussels,the city\nThe Hill,US Congress,\n"))
    found = [table.lookup(name) for name in ("Brussels", "the hill", "KREMLIN", "u.s.", "Bogotá", "Carsk")]
    assert found == ["Brussels", "US Congress", "Russia", "United States", "Colombia", None]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "alias,actor\n",
            "{path}:1: expected the columns name and actor, found alias, actor; start the file with name,actor",
        ),
        ("", "{path}:1: expected the columns name and actor, found nothing; start the file with name,actor"),
        ("name,actor\nLima,\n", "{path}:2: expected a name and an actor, one is empty; fill it or drop the row"),
        ("name,actor\nLima\n", "{path}:2: expected a name and an actor, one is empty; fill it or drop the row"),
        (
            "name,actor\nLima,Peru\nObi,Ada Obi\nLIMA,Lima\n",
            "{path}:4: LIMA is Lima here and Peru in line 2; drop one of the rows",
        ),
    ],
)
def test_a_faulty_table_names_its_line_and_the_cure(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InputError) as error:
        ActorTable.load(path)
    assert str(error.value) == message.format(path=path)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("name;actor\r\nLopez;María López\r\n", "cp1252"),
        ("name;actor\nLopez;María López\n", "utf-8-sig"),
        ("name\tactor\nLopez\tMaría López\n", "utf-16"),
        ("actor,name\rMaría López,Lopez\r", "utf-8"),
        ('name;actor\nLopez;"María López"\nLópez;María López\n', "utf-8"),
    ],
)
def test_a_table_may_be_parted_and_encoded_as_articles_may(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(text.encode(encoding))
    assert ActorTable.load(path).lookup("Lopez") == "María López"


def test_what_is_no_table_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        ActorTable.load(tmp_path / "none.csv")
    missing = "cannot be read (No such file or directory); expected CSV: name,actor"
    assert str(error.value) == f"{tmp_path / 'none.csv'}: {missing}"
    binary = tmp_path / "own.csv"
    binary.write_bytes(b"PK\3\4\0\0")
    with pytest.raises(InputError) as error:
        ActorTable.load(binary)
    assert str(error.value) == f"{binary}: binary content (NUL bytes); expected text. Cure: save it as UTF-8 text"


def test_every_office_cites_its_source_and_no_name_stands_for_two_actors() -> None:
    folder = Path(newstance.attribution.__file__).parent
    with (folder / "offices.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows if not row["source"].startswith("https://")] == []
    with (folder / "countries.csv").open(encoding="utf-8") as file:
        names = [(n, row["actor"]) for row in csv.DictReader(file) for n in row["names"].split("; ") if n]
    names += [(row["name"], row["actor"]) for row in rows]
    table = ActorTable.builtin()
    assert [name for name, actor in names if table.lookup(name) != actor] == []
