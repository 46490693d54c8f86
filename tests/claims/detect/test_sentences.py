"""Where sentences end. A bar in the example marks each end."""

import pytest

from claims.detect.sentences import LONGEST, split

EXAMPLES = """
He met Mr. Smith and Dr. Lee.| They spoke.
The U.S. President said no.| The U.S. Supreme Court agreed.
I live in the U.S.| The weather in Washington, D.C. is bad.
It rose by 3.5 per cent.| It fell by .5 points.
J. K. Rowling and George W. Bush met.| Nobody knows why.
He came at 5 p.m. Tuesday.| She left at 7 a.m.| Police were there.
Apple Inc. Chief Tim Cook spoke.| Apple Inc.| The shares fell.
No. 10 said no.| No.| We will not.
See p. 38 and Art. 5 of the act.| The rest is clear.
“It is bad.| We know.”| He left.
“Why?” she asked.| “Because.”
“It is,” he said.| “We know!” they cried.
He waited... then left.| He waited…| Then he left.
He said: "We lost."| Then he left.
The river rose.|The bridge closed.| It was Monday.
Visit Booking.Com or example.org now.| It costs $4.99.
He was born in 1980.| 13 people died.
(He died in 2000.)| Next.[12]| And so on.
He asked: is it so?| Yes!| No?!| Maybe.
1. The council met.| 2. It voted.
SIOUX FALLS, S.D. – People talk.| It is bad.
“We will win.” – Ann Lee, mayor
Von 1990 bis 2000.| Am 3. Oktober 1990 war Feiertag.
Он приехал.| Она уехала!| Зачем?
هل هذا صحيح؟| نعم.| انتهى
他说：“我们会来。”|他走了。|今天下雨了！|是吗？
彼は「来ます。」と言った。|今日は雨だ。
यह सच है।| वह गया।
The firm eBay grew.| iPhone sales fell.
He lives on St. Mark's Rd.| The house is red.
Sales at Yahoo fell in Jan. and rose in Feb. 2019.| Good.
The group (led by Gen. Lee) won.| It was over.
"""


@pytest.mark.parametrize("marked", EXAMPLES.strip().splitlines())
def test_sentences_end_where_a_reader_would_end_them(marked: str) -> None:
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in split(text)] == [part.strip() for part in marked.split("|")]


def test_a_stretch_of_the_text_is_split_alone() -> None:
    text = "One. Two. Three."
    assert split(text, 5, 9) == [(5, 9)]


def test_dots_without_a_word_belong_to_the_sentence_before() -> None:
    assert split("It ended. ... . –") == [(0, 17)]


@pytest.mark.parametrize("text", ["word " * 3_000, "x" * 20_000])
def test_text_without_a_stop_is_cut_at_a_length(text: str) -> None:
    parts = split(text)
    assert max(end - start for start, end in parts) <= LONGEST
    assert "".join(text[start:end] for start, end in parts).replace(" ", "") == text.replace(" ", "")
