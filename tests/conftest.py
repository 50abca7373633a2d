"""What tests share: a tiny random model, a bundle trained on it, and the folders that they may need."""

# ruff: noqa: PLC0415, S106 - torch is imported only by tests that train; tokens of a vocabulary are no passwords

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from newstance.training.config import TrainConfig

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # no test asks the network; a missing model must fail at once
os.environ.setdefault(
    "OMP_NUM_THREADS", "1"
)  # for tiny models, threads that wait for each other cost more than they bring

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with texts that may not be committed; tests that need it are skipped where it is missing."""
    folder = Path(os.environ.get("NEWSTANCE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("needs NEWSTANCE_SHARED, a folder with the texts that are not ours to commit")
    return folder


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encoder folder as a hub would give it: two BERT layers of random weights, a word-piece tokenizer."""
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("tiny-encoder")
    letters = [chr(code) for code in range(33, 127)] + ["“", "”", "’", "é"]
    words = ["the", "said", "minister", "plan", "praised", "accused", "lima", "europe", "trump", "talks", "with", "to"]
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *dict.fromkeys(words + letters), *(f"##{c}" for c in letters)]
    tokenizer = Tokenizer(models.WordPiece({token: i for i, token in enumerate(vocabulary)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair=None, special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.enable_padding(length=128, pad_id=0, pad_token="[PAD]")  # as the packaged tokenizers have it
    tokenizer.enable_truncation(max_length=128)
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=256,
    )
    BertModel(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the first of our own sentences: 40 to train on, 16 each to validate and test."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "sentences").mkdir()
    for split, count in (("train", 40), ("validation", 16), ("test", 16)):
        lines = (ROOT / "data" / "sentences" / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
        (folder / "sentences" / f"{split}.jsonl").write_text("\n".join(lines[:count]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tiny_config(tiny_encoder: Path, small_data: Path) -> "Callable[..., TrainConfig]":
    """Composes the configuration of a short untracked training in fp32; overrides as on the command line."""
    from hydra import compose, initialize_config_dir

    from newstance.training.config import read_config

    settings = [
        "debug=tiny",
        "trainer.precision=fp32",
        f"model.encoder={tiny_encoder}",
        "model.name=tiny",
        "model.max_tokens=128",
        "model.head_size=16",
        "~data.sources.articles",
        "~data.sources.constructions",
        "data.validation=[sentences]",
        "data.test=[sentences]",
        f"data.root={small_data}",
        "calibration.tag_thresholds=[0.5,0.6]",
        "calibration.opinion_thresholds=[0.5]",
    ]

    def composed(output: Path, *overrides: str) -> "TrainConfig":
        with initialize_config_dir(str(ROOT / "configs"), version_base="1.3"):
            return read_config(compose("train", [*settings, f"output={output}", *overrides]))

    return composed


@pytest.fixture(scope="session")
def tiny_bundle(tmp_path_factory: pytest.TempPathFactory, tiny_config: "Callable[..., TrainConfig]") -> Path:
    """A bundle that the whole training path made in one epoch. Nobody may change it: copy it first."""
    from newstance.training.run import run_training

    folder = tmp_path_factory.mktemp("tiny-run")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)  # the cache of encoded examples lies in the working folder
        outcome = run_training(tiny_config(folder / "output"))
    assert outcome.bundle is not None
    return outcome.bundle.folder
