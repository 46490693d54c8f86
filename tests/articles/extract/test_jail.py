"""Whatever a reader is made to do, the desk gets a document or a reason, in time, and nothing else has happened."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from articles.extract import jail
from articles.extract.document import Document, Unreadable, Why
from articles.extract.jail import LIMITS, Limits, read_jailed
from tests.watching import children, memory_of_children

ROOT = Path(__file__).resolve().parents[3]
SHORT = Limits(seconds=6, cpu=1)


def read(reader: str, data: bytes = b"One.\n\nTwo.", *, name: str = "", limits: Limits = SHORT) -> Document:
    return read_jailed(data, name=name, limits=replace(limits, reader=f"tests.articles.extract.misreaders:{reader}"))


def why(reader: str, *, name: str = "", limits: Limits = SHORT) -> Why:
    with pytest.raises(Unreadable) as refusal:
        read(reader, name=name, limits=limits)
    return refusal.value.why


def test_a_good_file_is_read() -> None:
    assert read("plain").text == "One.\n\nTwo."


def test_the_reader_is_told_what_is_known_of_the_file() -> None:
    limits = replace(SHORT, reader="tests.articles.extract.misreaders:told")
    odd = "a\0b\n\ud800\u202e.txt"
    said = read_jailed(b"", name=odd, declared="text/html", url="https://example.org/ü", pasted=True, limits=limits)
    told = [("declared", "text/html"), ("name", odd), ("pasted", True), ("url", "https://example.org/ü")]
    assert said.text == repr(told)


@pytest.mark.parametrize("reader", ["loop", "eat"])
def test_a_reader_that_takes_too_much_is_stopped(reader: str) -> None:
    assert why(reader) is Why.TOO_SLOW


def test_a_reader_that_only_waits_is_stopped_too() -> None:
    begun = time.monotonic()
    assert why("sleep", limits=replace(SHORT, seconds=1)) is Why.TOO_SLOW
    assert time.monotonic() - begun < 3
    assert not children()


@pytest.mark.parametrize(
    "reader", ["abort", "crash", "leave", "garbage", "flood", "lies", "surrogate", "raises", "nest"]
)
def test_a_reader_that_breaks_says_the_file_is_damaged(reader: str) -> None:
    assert why(reader) is Why.DAMAGED


def test_what_broke_is_logged_without_a_word_of_the_article(caplog: pytest.LogCaptureFixture) -> None:
    assert why("raises") is Why.DAMAGED
    assert caplog.messages == [f"A reader broke: KeyError misreaders.py:{_line_of('raise KeyError')}"]


def test_what_a_library_prints_is_lost() -> None:
    assert read("prints").text == "One.\n\nTwo."


def test_memory_never_passes_the_bound() -> None:
    with memory_of_children() as memory:
        assert why("eat", limits=replace(SHORT, cpu=10)) is Why.TOO_SLOW
    assert 100 * 1024**2 < memory.most < LIMITS.memory


def test_nothing_of_our_surroundings_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    monkeypatch.setenv("SECRET_KEY", "secret")
    with socket.socketpair()[0] as open_here:
        open_here.set_inheritable(True)
        said = read("environment").text
    assert "secret" not in said.lower()
    assert said.endswith("[1, 2, 3] /")


@pytest.mark.parametrize("reader", ["reads_passwords", "reads_secrets"])
def test_other_files_cannot_be_read(reader: str) -> None:
    assert why(reader) is Why.DAMAGED


def test_not_even_by_code_that_goes_past_python() -> None:
    assert set(read("reads_past_python").text.split()) == {"refused"}


def test_no_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "new"
    assert why("writes", name=str(path)) is Why.UNSAFE
    assert read("writes_past_python", name=str(path)).text == "refused"
    assert why("writes", name="/dev/null") is Why.UNSAFE
    assert not path.exists()


def test_its_network_is_another_one() -> None:
    ours = str(Path("/proc/self/ns/net").readlink())
    if (theirs := read("network").text) == ours:
        pytest.skip("this machine gives nobody a network of their own")
    assert theirs.startswith("net:[")


def test_nothing_is_dialled() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        port = str(server.getsockname()[1])
        assert why("connects", name=port) is Why.UNSAFE
        assert read("connects_past_python", name=port).text == "refused"
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("reader", ["resolves", "runs", "forks", "calls_c"])
def test_nothing_is_asked_or_started(reader: str) -> None:
    assert why(reader) is Why.UNSAFE


def test_nothing_is_started_by_code_that_goes_past_python() -> None:
    assert set(read("starts_past_python").text.split()) == {"refused"}


def test_nobody_outside_is_signalled() -> None:
    before = signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    try:
        assert read("kills").text == "refused"
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_the_beat_goes_on_while_a_file_is_read() -> None:
    beats: list[float] = []
    limits = replace(SHORT, seconds=2.5, reader="tests.articles.extract.misreaders:sleep")
    with pytest.raises(Unreadable):
        read_jailed(b"", beat=lambda: beats.append(time.monotonic()), limits=limits)
    assert len(beats) in (2, 3)


def test_what_the_beat_raises_ends_the_reading_and_the_child() -> None:
    def lost() -> None:
        raise LookupError("another worker has this job")

    limits = replace(SHORT, reader="tests.articles.extract.misreaders:sleep")
    with pytest.raises(LookupError):
        read_jailed(b"", beat=lost, limits=limits)
    assert not children()


def test_a_file_larger_than_any_may_be_starts_nothing() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_jailed(b" " * (jail.LARGEST + 1), limits=Limits(reader="no.such:reader"))
    assert refusal.value.why is Why.TOO_LARGE


def test_a_child_that_cannot_start_is_not_the_fault_of_the_file() -> None:
    with pytest.raises(ChildProcessError):
        read_jailed(b"One.", limits=Limits(reader="no.such:reader"))


def test_the_child_dies_with_its_parent() -> None:
    worker = (
        "from articles.extract.jail import Limits, read_jailed\n"
        "read_jailed(b'', beat=lambda: print('on', flush=True),"
        " limits=Limits(reader='tests.articles.extract.misreaders:sleep'))"
    )
    with subprocess.Popen([sys.executable, "-c", worker], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"on\n"
        child = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().strip()
        parent.kill()
    end = time.monotonic() + 5
    while _lives(child) and time.monotonic() < end:
        time.sleep(0.01)
    assert not _lives(child)


def _lives(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _line_of(words: str) -> int:
    lines = (Path(__file__).parent / "misreaders.py").read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)
