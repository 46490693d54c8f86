"""A report with a word of its own in every field that can hold words, made from the types themselves."""

from __future__ import annotations

import datetime as dt
import hashlib
import types
import typing
from decimal import Decimal
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from claims.reports.report import NOBODY, Part, Report

Made = TypeVar("Made", bound=Part)
AT = dt.datetime(2026, 3, 1, 14, 5, tzinfo=dt.UTC)
TEXT = "The budget is 31 million euros"


class Told:
    """Makes parts, and remembers which word stands for which field: `canaries`, word → "Claim.speaker"."""

    def __init__(self) -> None:
        self.canaries: dict[str, str] = {}

    def make(self, kind: type[Made], prefix: str = "", **given: Any) -> Made:
        hints = typing.get_type_hints(kind, include_extras=True)
        values = {
            field.name: self._value(hints[field.name], f"{prefix}{kind.__name__}.{field.name}", prefix)
            for field in msgspec.structs.fields(kind)
            if field.name not in given
        }
        return kind(**(values | given))

    def word(self, path: str) -> str:
        word = f"zq{len(self.canaries):03d}qz"
        self.canaries[word] = path
        return word

    def _value(self, hint: Any, path: str, prefix: str) -> Any:
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Annotated:
            metas = [meta for meta in args[1:] if isinstance(meta, msgspec.Meta) and meta.extra_json_schema]
            enum = [value for meta in metas for value in (meta.extra_json_schema or {}).get("enum", [])]
            return enum[0] if enum else self._value(args[0], path, prefix)
        if origin in {types.UnionType, typing.Union}:
            return self._value(next(one for one in args if one is not type(None)), path, prefix)
        if origin is tuple:
            inner = args[:1] if Ellipsis in args else args
            return tuple(self._value(one, path, prefix) for one in inner)
        if isinstance(hint, type) and issubclass(hint, Part):
            return self.make(hint, prefix)
        plain = {str: lambda: self.word(path), int: lambda: 0, bool: lambda: True, float: lambda: 0.5}
        plain |= {dt.datetime: lambda: AT, Decimal: lambda: Decimal(2), Any: lambda: self.word(path)}
        return plain[hint]()  # type: ignore[no-untyped-call]  # a lambda each


def told_report() -> tuple[Report, dict[str, str]]:
    """Signed and corrected, with one claim that has everything; the second source is a confidential one."""
    told = Told()
    whole = told.make(Report)
    version = replace(whole.versions[0], number=1, sha256=hashlib.sha256(b"1").hexdigest(), blocks=(("body", 0, 30),))
    read = {"sentences": [[0, 30, 0, 0.5, "fact"]], "said": version.runs[0].reading}
    version = replace(version, runs=(replace(version.runs[0], reading=read),))
    open_source = replace(whole.sources[0], id=1, kind="document", confidential=False, description="")
    confided = replace(told.make(type(open_source), "confided "), id=2, kind="person", confidential=True)
    claim = whole.claims[0]
    at = replace(claim.places[0], version=1, repeat=False, state="exact", carried_from=None, retired_at=None)
    at = replace(at, selector=(at.selector[0], replace(at.selector[1], start=0, end=30)))
    gone = replace(claim.evidence[0], source=1)
    stands = replace(told.make(type(gone), "standing "), source=1, retracted=None)
    secret = replace(told.make(type(gone), "confided "), source=2, retracted=None, kept=None)
    ordinary = replace(told.make(type(claim.threads[0]), "ordinary "), privileged=False)
    claim = replace(
        claim,
        number=1,
        standing="sourced",
        state="decided",
        dismiss_reason=None,
        merged_into=None,
        split_from=None,
        sent_back=None,
        places=(at,),
        evidence=(gone, stands, secret),
        threads=(*claim.threads, ordinary),
    )
    report = replace(
        whole,
        about=replace(whole.about, profile="legal", edition="corrected"),
        signed_off=True,
        versions=(version,),
        sources=(open_source, confided),
        claims=(claim,),
        replies=(replace(whole.replies[0], state="answered", claims=(1,)),),
        sign_offs=(replace(whole.sign_offs[0], version=1, act="sign"),),
        corrections=(replace(whole.corrections[0], before=1, after=1, claim=1),),
    )
    assert NOBODY.name == ""
    return report, told.canaries


def words_in(data: str, canaries: dict[str, str]) -> set[str]:
    """The fields whose words stand in it."""
    return {path for word, path in canaries.items() if word in data}
