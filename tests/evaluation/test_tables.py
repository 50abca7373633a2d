import io

from evaluation_builders import example, prediction
from rich.console import Console

from newstance.evaluation.metrics import score
from newstance.evaluation.tables import scores_markdown, scores_table
from newstance.labels import LabelSet

EXAMPLES = [
    example(0, "critical", claim="fact"),
    example(1, "neutral", claim="fact"),
    example(2, "critical", claim="fact"),
]
PREDICTIONS = [prediction("critical"), prediction("neutral"), prediction("neutral", confidence=0.5)]
SCORES = score(EXAMPLES, PREDICTIONS, LabelSet())


def test_markdown_has_percent_and_a_dash_for_missing_layers() -> None:
    assert scores_markdown({"sentences/test": SCORES, "a|b": SCORES}) == (
        "| corpus | sentences | stance F1 | acc. | claim F1 | pair F1 | speaker | target | triple | ECE |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        "| sentences/test | 3 | 66.7 | 66.7 | 100.0 | – | – | – | – | 23.3 |\n"
        "| a\\|b | 3 | 66.7 | 66.7 | 100.0 | – | – | – | – | 23.3 |\n"
        "\n"
        "Percent. F1 of stance, claim and pair is macro-F1; speaker and target are exact-span F1; ECE is of stance.\n"
    )


def test_the_table_fits_a_hundred_columns() -> None:
    terminal = Console(width=100, file=io.StringIO())

    terminal.print(scores_table({"newsmtsc/test-rw": SCORES, "sentences/validation": SCORES}))

    lines = terminal.file.getvalue().splitlines()
    assert lines[1].split() == [
        *("corpus", "sent.", "stance", "F1", "acc.", "claim", "F1", "pair", "F1", "speaker", "target", "triple", "ECE"),
    ]
    assert lines[3].split() == ["newsmtsc/test-rw", "3", "66.7", "66.7", "100.0", "–", "–", "–", "–", "23.3"]
    assert lines[4].split()[0] == "sentences/validation"
