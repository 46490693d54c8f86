"""Lines that surround an article, and prose that begins with the same words."""

import time

import pytest

from articles.extract.furniture import byline_of, credit_at_end, is_biography, is_furniture, opens_furniture

FURNITURE = """
By Priya Raman
BY ANN LEE and BO RAY
By Jane Doe, Health Editor
19 November 2026
Tue 19 Nov 2026 17.30 GMT
Published: 3 November 2026, 14:02
3 hours ago
4 min read
1.2k views
12 comments | 3 shares
1 / 7
Photograph: Emil Sand
Photograph: K. Lee/The Courier
(Photo by Ann Lee/Getty Images)
Ann Lee/Reuters
Getty Images
Image source, Getty Images
Share this article
Facebook Twitter Email
Follow us on Twitter
Sign up for our daily newsletter
Advertisement
Read more: How the bridge was built
RELATED: Nurses vote to strike
Tags: health, strikes
https://example.org/a
#bridge #velmar
© 2026 The Courier. All rights reserved.
This article was amended on 4 May 2026 to correct a name.
The views expressed here are the author's own.
Additional reporting by Sam Poole.
Reporting by Ann Lee in London; Editing by Bo Ray
Editor's note: an earlier version said otherwise.
To contact the reporter on this story: Ann Lee in Leeds at ann@example.org
Word count: 612
ENDS
WORLD
Continue reading below
This is not financial advice.
With files from The Canadian Press
★★★☆☆
"""
PROSE = """
Share prices fell 4 per cent on Monday.
Save the Children said 40 people had died.
Follow-up tests were negative.
Print circulation fell by 8 per cent.
News Corp said it would cut 500 jobs.
Contact tracing began in May.
Home sales rose 3 per cent.
Live music venues have closed.
By Monday, three people had died.
By the time he left, 40 people had died.
Video by a bystander shows the officer firing three shots.
Photographs by Lee Miller were shown in 2019.
Photograph: the bridge on Monday. It has been shut since March.
Reporting by the Guardian found that 400 people had died.
With reports from 40 countries, the agency said cases rose.
He entered the building without permission on Monday.
This report, published in May, found 40 errors.
The daily newsletter has 40,000 readers.
Twitter to cut 3,700 jobs
Reuters wins two prizes
Getty Images sues a start-up over 12 million pictures.
Three people have died.
Sources said the deal was worth €4 million.
The views of voters have changed since 2019.
It was the 19th of November 2026 when the bridge fell.
Related charges were dropped in 2019.
Comments by the minister drew fire.
Search teams found two bodies.
Register offices reported 40 per cent more weddings.
In pictures released by police, a man is seen.
You may also be fined €500.
Like it or not, the tax rose 4 per cent.
"""


@pytest.mark.parametrize("line", FURNITURE.strip().splitlines())
def test_furniture_is_known(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", PROSE.strip().splitlines())
def test_prose_is_not_taken_for_it(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee is a reporter based in Velmar.",
        "Priya Raman is the Courier’s city hall reporter for the north.",
        "Follow her on Twitter @praman",
        "She covers transport.",
        "Bo Ray can be reached at bo@example.org.",
    ],
)
def test_biographies_are_known(line: str) -> None:
    assert is_biography(line)


@pytest.mark.parametrize("line", ["The reporter was arrested on Monday.", "Ann Lee was elected in 2019."])
def test_people_in_the_news_have_no_biography(line: str) -> None:
    assert not is_biography(line)


@pytest.mark.parametrize("line", ["Related stories", "About the author", "More from The Courier", "READ NEXT"])
def test_titles_over_furniture_are_known(line: str) -> None:
    assert opens_furniture(line)


@pytest.mark.parametrize("line", ["By Monday the river had risen", "By May 2027", "By the river", "Bye Ann Lee"])
def test_a_line_with_by_is_not_always_a_byline(line: str) -> None:
    assert byline_of(line) == ""


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("The bridge on Monday. Photograph: Emil Sand", "The bridge on Monday."),
        ("The bridge on Monday. (Photo by Ann Lee)", "The bridge on Monday."),
        ("The bridge on Monday. Ann Lee/Reuters", "The bridge on Monday."),
        ("The bridge on Monday (Reuters)", "The bridge on Monday"),
        ("The bridge was photographed by Emil Sand on Monday.",) * 2,
    ],
)
def test_a_credit_is_found_at_the_end_of_a_caption(line: str, caption: str) -> None:
    assert line[: credit_at_end(line)] == caption


@pytest.mark.parametrize(
    "line", ["9" * 110 + "x", "0" * 80 + "e 1998, the mayor said.", "1h" * 50 + "!x", "12th" * 25 + "x"]
)
def test_a_row_of_digits_takes_no_longer_than_another_line(line: str) -> None:
    begun = time.process_time()
    assert not is_furniture(line)
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    "line", ["10hours ago", "3hrs ago", "10h30, Monday", "2026-01-05T10:00:00Z", "5th May 2026", "5 May 2026"]
)
def test_a_date_is_read_however_its_digits_hang_together(line: str) -> None:
    assert is_furniture(line)
