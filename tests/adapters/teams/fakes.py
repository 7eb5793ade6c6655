"""The parts that the channel is handed, small and in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.messages import Asker, Envelope


@dataclass
class Box:
    """A postbox; ``full`` where nothing can be kept."""

    kept: list[Envelope] = field(default_factory=list)
    full: bool = False

    def accept(self, envelope: Envelope) -> bool:
        if self.full:
            raise OSError
        fresh = not any(set(each.keys) & set(envelope.keys) for each in self.kept)
        if fresh:
            self.kept.append(envelope)
        return fresh


class Everybody:
    """Places where everybody is of one school, but for one tenant that nobody set up."""

    def who(self, tenant: str, team: str, user: str) -> Asker | None:  # noqa: ARG002 - as ``Places``
        return None if tenant == "unknown" else Asker("teams", f"{tenant}/{user}", "larkfield")


@dataclass
class Remembered:
    """References in memory."""

    facts: dict[tuple[str, str], str] = field(default_factory=dict)

    def get(self, kind: str, key: str) -> str | None:
        return self.facts.get((kind, key))

    def put(self, kind: str, key: str, value: str, person: str = "") -> None:  # noqa: ARG002 - as ``References``
        self.facts[kind, key] = value

    def forget(self, kind: str, key: str) -> None:
        self.facts.pop((kind, key), None)
