"""Both engines keep what `Tab` promises; a test in two engines is worth no more than this."""

import pytest

from tests.support.engine import PLAIN, Conditions, Engine, follow
from tests.support.processes import Site

_MEDIA = """() => Object.fromEntries(Object.entries({
  dark: "(prefers-color-scheme: dark)",
  forced_colors: "(forced-colors: active)",
  reduced_motion: "(prefers-reduced-motion: reduce)",
  script: "(scripting: enabled)",
}).map(([name, query]) => [name, matchMedia(query).matches]))"""
_SIZE = "() => [innerWidth, innerHeight, devicePixelRatio]"
_MARKUP = """
  <main><h2>Paint</h2><div><p>Two <b>paints</b></p></div>
  <input type=radio checked aria-label=White><input type=checkbox disabled aria-label=Bose>
  <button aria-expanded=false aria-describedby=why>More</button><p id=why>Why</p>
  <div role=status>Saved</div><a href="/">Home</a></main>"""
_OUTLINE = """\
  main ''
    heading 'Paint' [level 2]
      text 'Paint'
    paragraph ''
      text 'Two '
      text 'paints'
    radio 'White' [checked, focusable]
    checkbox 'Bose' [disabled]
    button 'More' [collapsed, focusable]
      text 'More'
    paragraph ''
      text 'Why'
    status '' [atomic, live polite]
      text 'Saved'
    link 'Home' [focusable]
      text 'Home'""".splitlines()
_CONDITIONS = (
    PLAIN,
    Conditions(size=(320, 640), script=False, dark=True),
    Conditions(size=(1280, 1024), zoom=4, reduced_motion=True, forced_colors=True),
)


@pytest.mark.parametrize("conditions", _CONDITIONS, ids=("plain", "small", "zoomed"))
def test_page_meets_its_conditions(engine: Engine, site: Site, conditions: Conditions) -> None:
    tab = engine.open(site.url, conditions)
    for path in ("/", "/compare"):
        tab.goto(path)
        wanted = {name: getattr(conditions, name) for name in ("dark", "forced_colors", "reduced_motion", "script")}
        assert tab.evaluate(_MEDIA) == wanted
        assert tab.evaluate(_SIZE) == [*conditions.viewport, conditions.zoom]


def test_keys_move_the_focus_and_follow_links(engine: Engine, site: Site) -> None:
    tab = engine.open(site.url)
    tab.goto("/compare")
    tab.press("Tab")
    first = tab.focused()
    tab.press("Tab")
    assert tab.focused() != first
    tab.press("Shift+Tab")
    assert tab.focused() == first
    tab.press("Tab")
    assert tab.focused().name == "Profile"
    follow(tab)
    assert tab.url == f"{site.url}/"


def test_tree_says_names_roles_and_states(engine: Engine, site: Site) -> None:
    tab = engine.open(site.url)
    tab.goto("/compare")
    tab.evaluate("markup => { document.body.innerHTML = markup }", _MARKUP)
    assert tab.tree().outline().splitlines()[1:] == _OUTLINE


def test_broken_pages_are_noticed(engine: Engine, site: Site) -> None:
    tab = engine.open(site.url)
    tab.goto("/nowhere")
    tab.evaluate("() => { setTimeout(() => { throw new Error('on purpose') }) }")
    tab.evaluate("() => new Promise(done => setTimeout(done, 50))")
    complaints = engine.close()
    assert any("404" in complaint for complaint in complaints)
    assert any("on purpose" in complaint for complaint in complaints)


def test_each_tab_is_another_visitor(engine: Engine, site: Site) -> None:
    one, other = engine.open(site.url), engine.open(site.url)
    for tab in (one, other):
        tab.goto("/")
    one.evaluate("() => { document.cookie = 'who=one' }")
    assert other.evaluate("() => document.cookie") == ""
    assert one.evaluate("() => document.cookie") == "who=one"
