"""How long the proposer takes as texts grow: `python -m bench.detect`. Writes nothing, needs no data.

The text is made of the demo-like paragraphs below, with numbers that differ, so that no sentence repeats another.
Growth 1.00: a sentence costs the same in a long text as in a short one. Growth with the square shows as 4 to 5.
"""

import random
import resource
import sys
import time

from articles.extract.plain import read_text
from claims.detect import detect

SIZES = (600, 3_000, 12_000, 48_000)
PARAGRAPHS = (
    (
        "Repairing the bridge will cost the city {n} million euros, almost twice the sum the council approved in {y},"
        " according to papers published on Tuesday. The bridge, which opened in {y}, carried {n} vehicles a day."
    ),
    (
        "“Nobody is happy about the number,” the mayor, Ilse Dornach, said. “But we inspected {n} bearings, and we are"
        " certain now.” It was not clear on Wednesday who had signed off estimate {n}."
    ),
    "Why it took so long",
    (
        "A report by the consultants Tarn & Holt warned in {y} that “further delay will multiply the cost by {n}”."
        " Dr. Lee of the U.S. Geological Survey said the river rose by {n} per cent. Is that much? She did not say."
    ),
    "Photograph: Emil Sand",
    "It is a lot of money for a bridge, and number {n} is not the last. We should all ask what comes next.",
    "Read more: How bridge {n} was built",
)


def article(words: int) -> str:
    """A text of about so many words, the same for every run."""
    made = random.Random(words)
    paragraphs = ["Bridge repair takes a third of the building budget"]
    count = 9
    while count < words:
        paragraph = made.choice(PARAGRAPHS).replace("{y}", str(made.randint(1931, 2026)))
        while "{n}" in paragraph:
            paragraph = paragraph.replace("{n}", str(made.randint(2, 9_999)), 1)
        paragraphs.append(paragraph)
        count += len(paragraph.split())
    return "\n\n".join(paragraphs)


def best_of(text: str, runs: int = 3) -> tuple[float, float, int, int]:
    """CPU seconds for reading and for proposing, sentences, proposals."""
    reading = proposing = float("inf")
    for _ in range(runs):
        begun = time.process_time()
        document = read_text(text)
        read = time.process_time()
        found = detect(document.text, document.blocks)
        reading = min(reading, read - begun)
        proposing = min(proposing, time.process_time() - read)
    return reading, proposing, len(found.sentences), len(found.proposals)


def main() -> int:
    print("  words  sentences  proposals  reading s  proposing s  sentences/s   growth")
    before = 0.0
    for words in SIZES:
        reading, proposing, sentences, proposals = best_of(article(words))
        each = (reading + proposing) / sentences
        growth = f"{each / before:8.2f}" if before else "       –"
        rate = sentences / (reading + proposing)
        print(f"{words:7,} {sentences:10,} {proposals:10,} {reading:10.3f} {proposing:12.3f} {rate:12,.0f} {growth}")
        before = each
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"growth: CPU per sentence against the size before it; 1.00 is linear. Peak memory {peak:.0f} MB.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
