"""All of them."""

from tests.hostile import disguises, mails, odts, pages, pdfs, rtfs, texts, words, zips

CASES = tuple(case for room in (words, odts, zips, pdfs, pages, texts, mails, rtfs, disguises) for case in room.CASES)
