"""A browser that brings files in over HTTP: the form with its token, then the file under any name at all."""

from __future__ import annotations

import http.client
import re
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote, urlencode, urlsplit

from tests.factories import PASSWORD

EDGE = "edge-of-a-part-7d1f"
FORM = "/articles/new/"


@dataclass(frozen=True)
class Answer:
    """What came back, and how many seconds it took."""

    status: int
    page: str
    to: str
    seconds: float

    @property
    def arrival(self) -> int:
        """The one that the upload became; 0 when none."""
        found = re.fullmatch(r"/arrivals/(\d+)/", self.to)
        return int(found[1]) if found and self.status == 303 else 0


@dataclass
class Browser:
    """One person, signed in. `answers` holds every answer with what was asked."""

    address: str
    email: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    answers: list[tuple[str, Answer]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.email:
            self.sign_in()

    def sign_in(self) -> None:
        fields = hidden(self.get("/sign-in/").page)
        said = {"csrfmiddlewaretoken": fields["csrfmiddlewaretoken"], "username": self.email, "password": PASSWORD}
        answer = self._ask("POST", "/sign-in/", urlencode(said).encode(), "application/x-www-form-urlencoded")
        assert answer.status == 302, "the desk knows this person"

    def again(self) -> Browser:
        """The same browser once more: a second click while the first is under way."""
        return Browser(self.address, cookies=dict(self.cookies))

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def form(self) -> dict[str, str]:
        """What the form for a new article sends beside the file; its token is this form's alone."""
        page = self.get(FORM).page
        desk = re.search(r'<option value="(\d+)" selected', page) or re.search(r'name="desk"[^>]*value="(\d+)"', page)
        assert desk is not None, "the form names a desk"
        fields = {name: value for name, value in hidden(page).items() if name in {"csrfmiddlewaretoken", "token"}}
        return fields | {"way": "file", "desk": desk[1]}

    def upload(self, data: bytes, disposition: str, form: dict[str, str] | None = None) -> Answer:
        body = multipart(form or self.form(), disposition, data)
        return self._ask("POST", FORM, body, f"multipart/form-data; boundary={EDGE}")

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        begun = time.monotonic()
        line = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        line.request(method, path, body, headers)
        came = line.getresponse()
        page = came.read().decode("utf-8", "replace")
        line.close()
        answer = Answer(came.status, page, came.getheader("Location", ""), time.monotonic() - begun)
        for cookie in came.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.answers.append((f"{method} {path}", answer))
        return answer


def as_browsers_say(name: str) -> str:
    """The name as a browser puts it into the form."""
    escaped = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    return f'filename="{escaped}"'


def as_strangers_say(name: str) -> str:
    """Every byte of the name, whatever it is."""
    return f"filename*=UTF-8''{quote(name.encode('utf-8', 'surrogatepass'), safe='')}"


def multipart(fields: dict[str, str], disposition: str, data: bytes) -> bytes:
    rows = b"".join(
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; {disposition}\r\n'
    head += "Content-Type: application/octet-stream\r\n\r\n"
    return rows + head.encode("utf-8", "surrogatepass") + data + f"\r\n--{EDGE}--\r\n".encode()


def hidden(page: str) -> dict[str, str]:
    """Hidden fields by name; the first of each."""
    found: dict[str, str] = {}

    class Fields(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            said = dict(attrs)
            if tag == "input" and said.get("type") == "hidden":
                found.setdefault(said.get("name") or "", said.get("value") or "")

    Fields().feed(page)
    return found


def strange_markup(page: str) -> list[str]:
    """What stands in a page of ours that no template of ours writes: a stranger's element, or words that would run."""
    found: list[str] = []

    class Elements(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            said = {name: value or "" for name, value in attrs}
            if tag in _NEVER or (tag == "script" and not said.get("src", "").startswith("/static/")):
                found.append(f"<{tag}>")
            found.extend(f"{tag} {name}" for name in said if name.startswith("on") or name in {"style", "srcdoc"})
            for name in ("href", "src", "action", "formaction", "hx-get", "hx-post"):
                if name in said and not said[name].startswith(("/", "?", "#")):
                    found.append(f"{tag} {name}={said[name][:40]}")

    Elements().feed(page)
    return found


_NEVER = {"iframe", "object", "embed", "base", "style", "img", "video", "audio", "math", "frame", "applet", "xml"}
