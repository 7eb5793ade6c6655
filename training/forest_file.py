"""Trained trees as the file that the product evaluates without a learning library (``bot.decide.trees`` says how)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Node = Mapping[str, Any]  # as the learning library writes it
THRESHOLD_DIGITS, VALUE_PLACES = 9, 6


@dataclass(slots=True)
class _Tree:
    """One tree's nodes, in the order in which they are met."""

    feature: list[int] = field(default_factory=list)
    threshold: list[float] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    missing_left: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, node: Node) -> int:
        """Take in a node and all below it; its place, or -n for the n-th leaf."""
        if "split_feature" not in node:
            self.values.append(node["leaf_value"])
            return -len(self.values)
        place = len(self.feature)
        self.feature.append(node["split_feature"])
        self.threshold.append(float(f"{node['threshold']:.{THRESHOLD_DIGITS}g}"))
        self.missing_left.append(int(_missing_left(node)))
        self.left.append(0)
        self.right.append(0)
        self.left[place] = self.add(node["left_child"])
        self.right[place] = self.add(node["right_child"])
        return place

    def plain(self, share: float) -> dict[str, list[int] | list[float]]:
        """Its lists by name; the leaves' values count for ``share`` of what they are."""
        return {name: getattr(self, name) for name in self.__slots__} | {
            "values": [round(each * share, VALUE_PLACES) for each in self.values]
        }


def _missing_left(node: Node) -> bool:
    """Where a missing number goes: it counts as 0 at a node that saw none in training."""
    return bool(node["default_left"]) if node["missing_type"] == "NaN" else node["threshold"] >= 0


def forest_text(dumped: Sequence[Mapping[str, Any]], classes: Sequence[str]) -> str:
    """The file's text, from several boosters' ``dump_model``, whose scores are to be averaged.

    Raises ValueError where the trees are not of so many classes.
    """
    groups: list[list[dict[str, list[int] | list[float]]]] = [[] for _ in classes]
    for one in dumped:
        if one["num_tree_per_iteration"] != len(classes):
            message = f"Trees of {one['num_tree_per_iteration']} classes are not trees of {', '.join(classes)}."
            raise ValueError(message)
        for each in one["tree_info"]:
            tree = _Tree()
            tree.add(each["tree_structure"])
            groups[each["tree_index"] % len(classes)].append(tree.plain(1 / len(dumped)))
    features = [f"f{place}" for place in range(dumped[0]["max_feature_idx"] + 1)]
    return json.dumps({"features": features, "classes": list(classes), "trees": groups}, separators=(",", ":"))
