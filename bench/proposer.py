"""What the proposer costs: `python -m bench.proposer`. Needs no data and no database; prints figures and their growth.

Each row runs in a process of its own, so that its peak memory is its alone. Growth 1.00: a sentence costs the same.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

from articles.extract.plain import read_text
from bench.detect import article
from claims.detect import CUES, best, detect, score_sentence

ARTICLES = (800, 12_000, 48_000)
LINES = (2_000, 20_000, 200_000)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def proposing(words: int, name: str) -> tuple[int, float]:
    """Sentences and CPU seconds for one article; the model is loaded before."""
    scorer = CUES if name == "cues" else best()
    score_sentence("The model is loaded with the first sentence.", scorer)
    document = read_text(article(words))
    begun = time.process_time()
    found = detect(document.text, document.blocks, scorer=scorer)
    return len(found.sentences), time.process_time() - begun


def scoring(lines: int, name: str) -> tuple[int, float]:
    """Sentences one by one, as `score_sentences --jsonl` reads them."""
    scorer = CUES if name == "cues" else best()
    score_sentence("The model is loaded with the first sentence.", scorer)
    begun = time.process_time()
    for number in range(lines):
        score_sentence(f"The council spent {number + 2} million euros on the bridge in 2019, the mayor said.", scorer)
    return lines, time.process_time() - begun


def main(arguments: list[str]) -> int:
    if arguments:
        work, size, name = arguments
        sentences, spent = (proposing if work == "article" else scoring)(int(size), name)
        print(sentences, spent, peak())
        return 0
    print("work      scorer   sentences    CPU s  sentences/s  peak MB  growth")
    for work, sizes in (("article", ARTICLES), ("lines", LINES)):
        for name in ("cues", "best"):
            before = 0.0
            for count_of in sizes:
                if work == "lines" and name == "best" and count_of > LINES[0]:
                    continue  # minutes of the same sentence
                answer = subprocess.run(
                    [sys.executable, "-m", "bench.proposer", work, str(count_of), name],
                    capture_output=True, text=True, check=True,
                )  # fmt: skip
                count, spent, memory = (float(part) for part in answer.stdout.split())
                each = spent / count
                growth = f"{each / before:7.2f}" if before else "      –"
                print(f"{work:9} {name:6} {count:11,.0f} {spent:8.2f} {count / spent:12,.0f} {memory:8.0f} {growth}")
                before = each
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
