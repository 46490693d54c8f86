"""Fine-tune the scorer: a small sentence encoder learns to tell check-worthy sentences, on a CPU.

    python training/finetune.py BASE OUT --claimbuster TRAIN [--clean CLEAN] [--news SENTENCES] [--start CHECKPOINT]

BASE holds all-MiniLM-L6-v2 (`config.json`, `model.safetensors`, `tokenizer.json`); OUT gets `checkpoint.pt`.
TRAIN is ClaimBuster's crowd-labelled part (csv.gz), CLEAN its subset on which the labellers agreed (json.gz),
SENTENCES what `news_sentences.py` writes. Needs `training/requirements.in`; the desk itself needs none of it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

CLASSES = ("not factual", "unimportant fact", "check-worthy")
LONGEST = 64  # tokens; longer sentences are cut, in training as at the desk
BATCH = 32
SMOOTHING = 0.05
CLEAN_WEIGHT = 1.5  # a sentence whose labellers agreed counts more
NEWS_WEIGHT = 1.5
_CLAIMBUSTER = {"-1": 0, "0": 1, "1": 2}


class Example(NamedTuple):
    """A sentence, how likely each class is, and how much it counts."""

    text: str
    target: tuple[float, float, float]
    weight: float


class Scorer(nn.Module):
    """The encoder's tokens averaged, and one linear layer to three classes."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(self.encoder.config.hidden_size, len(CLASSES))
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False  # half of the weights, and nothing to gain

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        return self.head(self.dropout((hidden * mask).sum(1) / mask.sum(1)))


def debates(train: Path, clean: Path | None) -> list[Example]:
    """ClaimBuster's sentences. `clean` may name sentences that were held out of `train`: those stay out."""
    agreed: dict[str, int] = {}
    if clean:
        with gzip.open(clean) as file:
            agreed = {str(row["sentence_id"]): row["label"] for row in json.load(file)}
    found = []
    with gzip.open(train, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            label = _CLAIMBUSTER[row["Verdict"]]
            certain = agreed.get(row["Sentence_id"]) == (label == 2)
            found.append(Example(row["Text"], one_hot(label), CLEAN_WEIGHT if certain else 1.0))
    return found


def news(path: Path) -> list[Example]:
    """Sentences of news articles; the labels of a borderline one are shared between its two sides."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        label = {"check_worthy": 2, "factual_minor": 1}.get(row["label"], 0)
        target = one_hot(label)
        if row["borderline"]:
            target = (0.25, 0.25, 0.5) if label != 2 else (0.15, 0.2, 0.65)
        found.append(Example(row["text"], target, NEWS_WEIGHT))
    return found


def one_hot(label: int) -> tuple[float, float, float]:
    return (float(label == 0), float(label == 1), float(label == 2))


def batches(lengths: list[int], chance: random.Random) -> list[list[int]]:
    """Sentences of like length together, so that little is padded; in random order."""
    order = list(range(len(lengths)))
    chance.shuffle(order)
    plan: list[list[int]] = []
    for i in range(0, len(order), BATCH * 50):
        chunk = sorted(order[i : i + BATCH * 50], key=lengths.__getitem__)
        plan += [chunk[k : k + BATCH] for k in range(0, len(chunk), BATCH)]
    chance.shuffle(plan)
    return plan


def padded(ids: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    width = max(map(len, ids))
    tokens = np.zeros((len(ids), width), np.int64)
    mask = np.zeros_like(tokens)
    for row, sentence in enumerate(ids):
        tokens[row, : len(sentence)] = sentence
        mask[row, : len(sentence)] = 1
    return torch.from_numpy(tokens), torch.from_numpy(mask)


def loss_of(logits: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Cross entropy against soft labels, each example with its weight."""
    smooth = targets * (1 - SMOOTHING) + SMOOTHING / len(CLASSES)
    each = -(smooth * torch.log_softmax(logits, dim=1)).sum(dim=1)
    return (each * weights).sum() / weights.sum()


def train(model: Scorer, tokenizer: object, examples: list[Example], *, epochs: int, rate: float, seed: int) -> None:
    chance = random.Random(seed)
    ids = tokenizer([e.text for e in examples], truncation=True, max_length=LONGEST)["input_ids"]  # type: ignore[operator]
    plan = [batch for _ in range(epochs) for batch in batches([len(i) for i in ids], chance)]
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": rate}, {"params": model.head.parameters(), "lr": rate * 16}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / 100) * max(0.0, 1 - step / len(plan))
    )
    begun = time.time()
    model.train()
    for step, batch in enumerate(plan, 1):
        tokens, mask = padded([ids[i] for i in batch])
        targets = torch.tensor([examples[i].target for i in batch])
        weights = torch.tensor([examples[i].weight for i in batch])
        loss = loss_of(model(tokens, mask), targets, weights)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 50 == 0 or step == len(plan):
            print(f"step {step} of {len(plan)}, loss {loss.item():.3f}, {time.time() - begun:.0f} s", flush=True)
    model.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--claimbuster", type=Path)
    parser.add_argument("--clean", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--news-copies", type=int, default=1, help="how often each news sentence is seen an epoch")
    parser.add_argument("--debates-share", type=float, default=1.0, help="part of the debate sentences that is seen")
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    tokenizer = AutoTokenizer.from_pretrained(given.base)
    model = Scorer(given.base)
    if given.start:
        model.load_state_dict(torch.load(given.start, weights_only=True))
    examples = debates(given.claimbuster, given.clean) if given.claimbuster else []
    random.Random(given.seed).shuffle(examples)
    examples = examples[: round(len(examples) * given.debates_share)]
    if given.news:
        examples += news(given.news) * given.news_copies
    train(model, tokenizer, examples, epochs=given.epochs, rate=given.rate, seed=given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), given.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
