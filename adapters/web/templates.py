"""Pages from templates. Everything that is filled in is escaped and stripped of what cannot be seen; nothing is ever marked as safe."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from adapters.web.text import marked, own_link
from bot.printable import printable

PAGES = Path(__file__).parent / "pages"


def draw(page: str, /, **view: object) -> str:
    """The page of that name, filled. Raises TemplateNotFound, UndefinedError."""
    return _environment().get_template(f"{page}.html").render(view)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, finalize=_final, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(marked=marked, own_link=own_link)
    return environment


def _final(value: object) -> object:
    """What is put on a page, from wherever it came; markup is only what a macro of ours has drawn and escaped already."""
    return value if isinstance(value, Markup) else printable(str(value))
