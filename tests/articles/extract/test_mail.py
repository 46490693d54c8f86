"""Mails: the letter is text, its header says title, sender and day, and what is attached is only said."""

import codecs
import time
from email.message import EmailMessage

import pytest

from articles.extract.document import About, Document, Unreadable
from articles.extract.mail import read_mail

HEAD = b"From: Ann Lee <ann@x.org>\nSubject: Bridge closes\nDate: Sun, 3 May 2026 23:30:00 -0400\n"
LETTER = "The bridge closed on Monday.\n\nIt opened in 1931.\n"


def nested(number: int) -> bytes:
    return b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)


def letter(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in headers.items():
        message[name] = value
    message.set_content(LETTER)
    return message


def read(message: EmailMessage) -> Document:
    return read_mail(message.as_bytes())


def test_the_header_says_title_sender_and_day() -> None:
    document = read_mail(HEAD + b"\n" + LETTER.encode())
    assert document.text == LETTER
    assert [(fact.about, fact.value, fact.origin) for fact in document.facts] == [
        (About.TITLE, "Bridge closes", "header"),
        (About.BYLINE, "Ann Lee", "header"),
        (About.PUBLISHED, "2026-05-03", "header"),
    ]


@pytest.mark.parametrize(
    ("head", "title", "byline"),
    [
        (b"Subject: =?utf-8?b?QnLDvGNrZQ==?= zu\nFrom: a@x.org", "Brücke zu", "a@x.org"),
        ("Subject: Brücke\nFrom: Jöhn <j@x.org>".encode(), "Brücke", "Jöhn"),
        ("Subject: Brücke\nFrom: x".encode("latin-1"), "Br�cke", "x"),
        (b"Subject: =?x-unknown?q?Br=FCcke?=\nFrom: <>", "Brücke", "<>"),
        (b"Subject: =?utf-8?b?!!!?=\nFrom: a@x.org", "=?utf-8?b?!!!?=", "a@x.org"),
        (b'Subject: Bridge\n closes\nFrom: "Lee, Ann" <a@x.org>', "Bridge closes", "Lee, Ann"),
        (b"subject:\nSender: b@x.org", "", "b@x.org"),
    ],
)
def test_broken_headers_are_read_as_far_as_they_can_be(head: bytes, title: str, byline: str) -> None:
    document = read_mail(head + b"\n\n" + LETTER.encode())
    assert (document.title, document.byline) == (title, byline)


@pytest.mark.parametrize("date", [b"", b"Date: soon", b"Date: Sun, 99 May 2026 10:00:00", b"Date: \n <HR>"])
def test_a_date_that_is_none_is_no_fact(date: bytes) -> None:
    assert read_mail(b"From: a@x.org\n" + date + b"\n\n" + LETTER.encode()).fact(About.PUBLISHED) == ""


def test_plain_text_is_preferred_to_html_that_says_the_same() -> None:
    message = letter(Subject="Bridge")
    message.add_alternative("<p>The bridge closed on <b>Monday</b>.</p><p>It opened in 1931.</p>", subtype="html")
    assert read(message).text == LETTER


def test_html_is_read_where_the_plain_text_is_a_stub() -> None:
    message = EmailMessage()
    message.set_content("Your program cannot show this mail.")
    message.add_alternative(f"<style>p {{}}</style><p>{'The bridge closed on Monday. ' * 20}</p>", subtype="html")
    document = read(message)
    assert document.text.startswith("The bridge closed on Monday.")
    assert "style" not in document.text


def test_html_alone_is_read_by_paragraphs() -> None:
    message = EmailMessage()
    message.set_content(
        "<html><head><title>x</title></head><p>One.</p><div>Two.</div><div>Three.</div>", subtype="html"
    )
    assert read(message).text == "One.\n\nTwo.\n\nThree."


def test_what_is_attached_is_said_and_not_read() -> None:
    message = letter(Subject="Bridge")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="bridge.pdf")
    message.add_attachment("Attached words.", filename="words.txt")
    document = read(message)
    assert document.text == LETTER
    assert document.remarks == ("cut",)


def test_a_forwarded_mail_is_an_attachment() -> None:
    message = letter(Subject="Bridge")
    message.add_attachment(letter(Subject="Other"))
    assert read(message).text.count("1931") == 1


def test_parts_that_follow_one_another_are_one_text() -> None:
    parts = b"--b\nContent-Type: text/plain\n\nFirst part here.\n--b\nContent-Type: text/plain\n\nSecond part.\n--b--"
    document = read_mail(b"From: a@x.org\nContent-Type: multipart/mixed; boundary=b\n\n" + parts)
    assert document.text == "First part here.\n\nSecond part."
    assert [document.text[b.start : b.end] for b in document.blocks] == ["First part here.", "Second part."]


def test_quoted_lines_are_quotations() -> None:
    document = read_mail(HEAD + b"\nIt closed on Monday.\n\n> When did it close?\n")
    assert [block.kind.value for block in document.blocks] == ["body", "quote"]


@pytest.mark.parametrize(
    ("charset", "body", "text", "remarks"),
    [
        ("iso-8859-1", "Brücke zu.".encode("latin-1"), "Brücke zu.", ()),
        ("x-unknown", "Brücke zu.".encode(), "Brücke zu.", ()),
        ("x-unknown", "Brücke zu.".encode("latin-1"), "Brücke zu.", ("guessed",)),
        ("us-ascii", "Brücke zu.".encode(), "Brücke zu.", ()),
        ("iso-2022-jp", "まみむ".encode("iso-2022-jp"), "まみむ", ()),
    ],
)
def test_bodies_are_read_in_their_encoding(charset: str, body: bytes, text: str, remarks: tuple[str, ...]) -> None:
    document = read_mail(f"From: a@x.org\nContent-Type: text/plain; charset={charset}\n\n".encode() + body)
    assert document.text == text
    assert document.remarks == remarks


def test_a_message_saved_as_utf_16_or_in_a_mailbox_is_read() -> None:
    whole = (HEAD + b"\n" + LETTER.encode()).decode()
    assert read_mail(codecs.BOM_UTF16_LE + whole.encode("utf-16-le")).title == "Bridge closes"
    assert read_mail(b"From ann@x.org Sun May  3 10:00:00 2026\n" + whole.encode()).title == "Bridge closes"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (HEAD + b"\n", "empty"),
        (HEAD + b"Content-Type: image/png\n\nabc", "empty"),
        (HEAD + b"".join(nested(i) for i in range(1_000)), "unsafe"),
        (HEAD + b"".join(nested(i) for i in range(100)), "unsafe"),
        (HEAD + b"Content-Type: text/plain; " + b"a=b;" * 100_000 + b"\n\nWords.", "unsafe"),
        (HEAD + b"X-A: b\n" * 100_000 + b"\nWords.", "unsafe"),
        (HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nWords.\n" * 10_000, "unsafe"),
    ],
)
def test_what_is_no_letter_is_refused_soon(data: bytes, why: str) -> None:
    begun = time.process_time()
    with pytest.raises(Unreadable) as refused:
        read_mail(data)
    assert refused.value.why == why
    assert time.process_time() - begun < 10
