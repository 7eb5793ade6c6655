"""Dataclasses to JSON and back, by their declared types: how an outline or its metadata is kept."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Decode = Callable[[Any], Any]


def to_json(value: object) -> str:
    """Compact JSON of a dataclass made of dataclasses, tuples, dates, text, numbers and None; fields go by position."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[T], text: str) -> T:
    """What ``to_json`` was given, as ``kind``. Raises ValueError where the text does not fit."""
    try:
        value: T = _decoder(cast("Any", kind))(json.loads(text))
    except (TypeError, KeyError, IndexError) as error:
        message = f"not a stored {kind.__name__}: {error}"
        raise ValueError(message) from error
    return value


def _plain(value: object) -> object:
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple | list | frozenset):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _decoder(kind: Any) -> Decode:  # noqa: ANN401 - a type as written in an annotation has no closer type
    if is_dataclass(kind):
        return _dataclass_decoder(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional_decoder(arguments)
    if origin in (tuple, frozenset):
        return _sequence_decoder(origin, arguments)
    return date.fromisoformat if kind is date else _same


def _dataclass_decoder(kind: Any) -> Decode:  # noqa: ANN401 - as above
    hints = get_type_hints(kind)
    decoders = [_decoder(hints[field.name]) for field in fields(kind)]

    def decode(values: list[Any]) -> Any:  # noqa: ANN401 - any dataclass
        return kind(*[decoder(value) for decoder, value in zip(decoders, values, strict=True)])

    return decode


def _optional_decoder(arguments: tuple[Any, ...]) -> Decode:
    inner = [_decoder(argument) for argument in arguments if argument is not types.NoneType]
    if len(inner) != 1:
        message = f"a stored value may be one type or None, not {arguments}"
        raise TypeError(message)
    return lambda value: None if value is None else inner[0](value)


def _sequence_decoder(origin: Any, arguments: tuple[Any, ...]) -> Decode:  # noqa: ANN401 - tuple or frozenset
    if origin is frozenset or arguments[-1] is Ellipsis:
        each = _decoder(arguments[0])
        if each is _same:
            return origin  # type: ignore[no-any-return]  # a class is called as a function
        return lambda values: origin(map(each, values))
    decoders = [_decoder(argument) for argument in arguments]
    return lambda values: tuple(decoder(value) for decoder, value in zip(decoders, values, strict=True))


def _same(value: object) -> object:
    return value
