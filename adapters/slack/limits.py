"""Slack's limits, each in one place (docs.slack.dev/reference/block-kit, as of November 2026), and the budgets that we keep within them.

Lengths are UTF-16 units, as Slack's clients count them, so that an emoji can't tip a text over.
"""

from __future__ import annotations

BLOCKS_MAX = 50
HOME_BLOCKS_MAX = 100
HEADER_MAX = 150
ACTIONS_MAX = 25
CONTEXT_ELEMENTS_MAX = 10
BUTTON_TEXT_MAX = 75
BUTTON_VALUE_MAX = 2_000
URL_MAX = 3_000
ID_MAX = 255
LABEL_MAX = 2_000
HINT_MAX = 150
OPTION_TEXT_MAX = 75
OPTION_VALUE_MAX = 150
OPTIONS_MAX = 100
RADIO_MAX = 10
TEXT_OBJECT_MAX = 3_000
INPUT_MAX = 3_000
MODAL_TITLE_MAX = 24
METADATA_MAX = 3_000
MESSAGE_MAX = 13_000  # Slack refuses a message somewhere above 13,200 with msg_blocks_too_long

# Ours: what is left for words once the parts that must stay have had theirs.
NOTICE_MAX = 1_000  # the text for notifications, where nothing is drawn
BUTTONS_BUDGET = 4_000
FIELDS_MAX = 8
FIELDS_BUDGET = 4_000
CAPS = (12_000, 8_000, 5_000, 3_000, 2_000, 1_200, 700, 400, 200, 80)  # tried in turn on long texts until the message fits
