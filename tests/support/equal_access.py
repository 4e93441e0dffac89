"""The verdict of IBM's Equal Access on a page in either engine, from the package accessibility-checker-engine.

docs/accessibility.md says what each answer means for visitors.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.support.engine import Tab
from tests.support.processes import ROOT

_ENGINE = ROOT / "tests/browser/checkers/node_modules/accessibility-checker-engine/ace.js"


class Answer(NamedTuple):
    """Why a finding is no fault: `element` is a pattern for the element's HTML."""

    rule: str
    element: str
    why: str


ANSWERS = (
    Answer("style_color_misuse", "", "asks a person: vision_checks.py compares states without hue"),
    Answer("text_sensory_misuse", "", "asks a person: 'below' and 'extra' are the page's order and names of parts"),
    Answer("element_tabbable_visible", 'class="(skip|vh)"', "the skip link shows itself when it has the focus"),
    Answer("element_tabbable_unobscured", "", "asks a person: the journeys by keyboard look at each focused control"),
    Answer("form_submit_button_exists", "<form", "overlooks that a button without a type submits, wherever it is"),
    Answer("input_label_visible", "", "asks a person: an icon or the words beside it show what each of them does"),
    Answer("text_block_heading", "", "asks a person: codes and totals are large, but head nothing"),
    Answer("input_fields_grouped", "", "asks a person: fields that belong together have a fieldset"),
    Answer("select_options_grouped", "", "asks a person: paints have one order, which groups would hide"),
    Answer("list_structure_proper", "<dl", "HTML allows a div around each name and its values"),
    Answer("aria_form_label_unique", "<form", "a form without a name is no landmark, and needs none"),
    Answer("aria_landmark_name_unique", "<form", "a form without a name is no landmark, and needs none"),
    Answer(
        "input_checkboxes_grouped", 'name="feature"', "extras are grouped by subject, and are one list for the server"
    ),
    Answer("input_checkboxes_grouped", 'name="car"', "each is labelled with its car, in the list of cars"),
)

# It takes text that is clipped, or that its browser doesn't draw before it comes near, as hidden from everybody.
_PREPARE = """() => {
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync("* { content-visibility: visible !important } .vh, .vh * { clip-path: none !important }");
  document.adoptedStyleSheets.push(sheet);
  for (const details of document.querySelectorAll("details")) details.open = true;
}"""
_CHECK = """async answered => {
  const checker = new window.ace.Checker();
  for (const [name, rules] of Object.entries(checker.rulesetRules))
    checker.rulesetRules[name] = rules.filter(rule => !answered.includes(rule));
  const { results } = await checker.check(document, ["IBM_Accessibility", "WCAG_2_2"]);
  return results
    .filter(({ value: [level] }) => ["VIOLATION", "RECOMMENDATION"].includes(level))
    .filter(({ value: [, verdict] }) => ["FAIL", "POTENTIAL"].includes(verdict))
    .map(({ ruleId, message, snippet }) => ({ rule: ruleId, message, element: snippet }));
}"""


def faults_by_equal_access(tab: Tab) -> list[str]:
    """What it finds, also in what opens, and what it asks a person that nobody has answered; one line each."""
    tab.evaluate(_PREPARE)
    tab.run(_engine(), "ace")
    found = tab.evaluate_with_timers(_CHECK, [answer.rule for answer in ANSWERS if not answer.element])
    return list(_lines(found))


def _lines(found: list[dict[str, Any]]) -> Iterator[str]:
    for it in found:
        if not any(it["rule"] == answer.rule and re.search(answer.element, it["element"]) for answer in ANSWERS):
            yield f"Equal Access, {it['rule']}: {it['message']}: {it['element'][:200]}"


@functools.cache
def _engine() -> str:
    return _ENGINE.read_text(encoding="utf-8")
