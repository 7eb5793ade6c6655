"""What lengths, weights, volumes and the like are told in, so that "3cm" and "half a metre" can be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping

DEGREE = "degree"  # Celsius
# By the unit that its kin are told in, each unit with how many of that it is.
_KIN: Mapping[str, Mapping[str, float]] = {
    "metre": {
        "mm": 0.001, "millimetre": 0.001, "millimeter": 0.001, "cm": 0.01, "centimetre": 0.01, "centimeter": 0.01, "m": 1.0,
        "metre": 1.0, "meter": 1.0, "inch": 0.0254, "inches": 0.0254, "feet": 0.3048,
    },
    "mile": {"mile": 1.0, "km": 0.6214, "kilometre": 0.6214, "kilometer": 0.6214},
    "kg": {"gram": 0.001, "gramme": 0.001, "kg": 1.0, "kilo": 1.0, "kilogram": 1.0, "tonne": 1000.0},
    "litre": {"ml": 0.001, "millilitre": 0.001, "cl": 0.01, "litre": 1.0, "liter": 1.0, "pint": 0.568},
    "mph": {"mph": 1.0},
    "%": {"%": 1.0, "percent": 1.0, "per cent": 1.0},
    "mb": {"kb": 0.001, "mb": 1.0, "gb": 1000.0, "tb": 1e6},
    "unit": {"unit": 1.0},
    "point": {"point": 1.0},
    DEGREE: {"degree": 1.0, "°": 1.0, "°c": 1.0, "degrees celsius": 1.0, "degrees centigrade": 1.0},
}  # fmt: skip
_OWN = {name: (own, factor) for own, kin in _KIN.items() for name, factor in kin.items()}
UNIT = f"(?:{'|'.join(re.escape(name) for name in sorted(_OWN, key=len, reverse=True))})"
SHARES: Mapping[str, float] = {
    "half": 50.0, "a third": 100 / 3, "two thirds": 200 / 3, "a quarter": 25.0, "three quarters": 75.0, "a fifth": 20.0, "a tenth": 10.0,
}  # fmt: skip
SHARE = f"(?:{'|'.join(sorted(SHARES, key=len, reverse=True))})"


def in_own(value: float, unit: str) -> tuple[float, str]:
    """``value`` in the unit that its kin are told in, and that unit: 3 "cm" is 0.03 "metre". Raises KeyError for an unknown one."""
    name = unit.lower()
    own, factor = _OWN[name] if name in _OWN else _OWN[name.removesuffix("s")]
    return value * factor, own
