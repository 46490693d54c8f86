"""Bytes of pages into text: marks, what is declared, what the page says, and a guess that is called one."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extract.encoding import decode

SAID = {
    "cp1251": "Министр сообщил в понедельник, что мост закроют на ремонт до конца года.",
    "koi8-r": "Министр сообщил в понедельник, что мост закроют на ремонт до конца года.",
    "cp1252": "Le maire a déclaré lundi que le pont serait fermé jusqu’à l’été.",
    "cp1250": "Burmistrz powiedział w poniedziałek, że most będzie zamknięty do końca roku.",
    "cp1254": "Belediye başkanı pazartesi günü köprünün yıl sonuna kadar kapalı kalacağını söyledi.",
    "iso8859-7": "Ο δήμαρχος δήλωσε τη Δευτέρα ότι η γέφυρα θα κλείσει για επισκευές.",
    "cp1255": "ראש העיר אמר ביום שני כי הגשר ייסגר לשיפוצים עד סוף השנה",
    "cp1256": "قال رئيس البلدية يوم الاثنين إن الجسر سيغلق حتى نهاية العام",
    "cp874": "นายกเทศมนตรีกล่าวเมื่อวันจันทร์ว่าสะพานจะปิดซ่อมแซมจนถึงสิ้นปี",
    "cp932": "市長は月曜日、橋は年末まで閉鎖されると発表した。",
    "euc_jp": "市長は月曜日、橋は年末まで閉鎖されると発表した。",
    "gb18030": "市长周一表示，这座桥将关闭维修到年底，市民可以使用其他道路。",
    "big5": "市長週一表示，這座橋將關閉維修到年底，市民可以使用其他道路。",
    "cp949": "시장은 월요일에 다리가 연말까지 폐쇄된다고 밝혔다.",
}
LABELS = {
    "windows-1251": "cp1251",
    "KOI8-R": "koi8-r",
    "iso-8859-1": "cp1252",
    "ISO-8859-7": "iso8859-7",
    "windows-1256": "cp1256",
    "Shift_JIS": "cp932",
    "gb2312": "gb18030",
    "big5": "big5",
    "ks_c_5601-1987": "cp949",
    "euc-jp": "euc_jp",
    "windows-1250": "cp1250",
}


def page(words: str, head: str = "") -> str:
    return f"<html><head>{head}<title>x</title></head><body><p>{words}</p></body></html>"


@pytest.mark.parametrize("codec", SAID)
def test_what_nothing_declares_is_guessed_by_its_letters(codec: str) -> None:
    text, guessed = decode(page(SAID[codec]).encode(codec))
    assert SAID[codec] in text
    assert guessed


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(
    "form", ['<meta charset="{}">', "<META http-equiv=Content-Type content='text/html; charset={}'>"]
)
def test_a_page_says_its_encoding_by_the_labels_of_the_web(label: str, form: str) -> None:
    codec = LABELS[label]
    data = page(SAID[codec], form.format(label)).encode(codec)
    assert decode(data) == (data.decode(codec), False)


def test_the_order_is_mark_header_page() -> None:
    data = page("été", '<meta charset="windows-1251">').encode("cp1252")
    assert "été" in decode(data, "text/html; charset=windows-1252")[0]
    assert "ΓΟΓ" not in decode(data)[0]
    assert decode(codecs.BOM_UTF8 + "é".encode(), "iso-8859-7") == ("é", False)
    assert decode(codecs.BOM_UTF16_BE + "é".encode("utf-16-be")) == ("é", False)


@pytest.mark.parametrize("declared", ["utf-16", "utf-7", "no-such-label", "hex", "", "idna"])
def test_labels_that_cannot_be_are_passed_over(declared: str) -> None:
    data = page("été", f'<meta charset="{declared}">').encode()
    assert decode(data) == (data.decode(), False)


def test_utf16_without_a_mark_is_seen_by_its_zeros() -> None:
    for codec in ("utf-16-le", "utf-16-be"):
        text, guessed = decode(page("Le pont est fermé").encode(codec))
        assert "Le pont est fermé" in text
        assert guessed


def test_a_saved_page_in_utf8_keeps_its_words_whatever_it_says() -> None:
    data = page("市长周一表示，这座桥将关闭维修。", '<meta charset="gb2312">').encode()
    assert decode(data) == (data.decode(), False)


def test_a_label_in_a_comment_is_not_the_page_s() -> None:
    assert "été" in decode(page("été", '<!-- <meta charset="koi8-r"> -->').encode())[0]


def test_letters_cut_off_are_no_reason_to_refuse() -> None:
    text, _ = decode(page("été", '<meta charset="utf-8">').encode() + b"\xc3")
    assert "été" in text


@settings(deadline=None)  # a guess tries every encoding
@given(st.binary(), st.text(st.characters()))
def test_nothing_is_ever_raised(data: bytes, declared: str) -> None:
    text, guessed = decode(data, declared)
    assert isinstance(text, str)
    assert isinstance(guessed, bool)
