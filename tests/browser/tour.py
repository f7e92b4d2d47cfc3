"""A walk through every page of the console, following its links; what is seen of each page is kept for the tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

SERIOUS = {"serious", "critical"}
AXE = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}  # what dark colours can break
STANDS_THERE = Axe("null")  # its script is in the page since the first look

LINKS = """() => [...new Set([...document.querySelectorAll('main *, nav *, header *')].flatMap(e =>
  [...e.attributes].map(one => one.value).filter(value => /^\\/[^/]/.test(value))))]"""
FORMS = """() => [...document.querySelectorAll('form')].map(f => ({method: f.method, action: f.action,
  fields: [...f.elements].filter(e => e.name).map(e => [e.name, e.value])}))"""
ACTING = """() => [...document.querySelectorAll(
  'button:not([data-closes]), input[type=submit], a[data-test], :not(form)[hx-post]')].map(e => ({
    test: e.dataset.test || null, seen: e.outerHTML.slice(0, 120),
    action: e.tagName == 'A' || !e.form || e.type == 'button' ? null : (e.formAction || e.form.action),
    method: e.form ? e.form.method : 'get', fields: e.form ? Object.fromEntries(new FormData(e.form)) : {}}))"""
TEXTS = """() => {
  const seen = new Set(), add = t => { t = (t || '').replace(/\\s+/g, ' ').trim(); if (t) seen.add(t); };
  const walk = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (parent && !parent.closest('script, style, noscript, code, datalist, [lang]:not(html)'))
      add(walk.currentNode.data);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const e of document.querySelectorAll(`[${name}]`)) add(e.getAttribute(name));
  return [...seen]; }"""
WIDER = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return null;
  const out = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > wide + 1);
  return `${document.documentElement.scrollWidth} > ${wide}: ` +
    out.slice(0, 3).map(e => e.outerHTML.slice(0, 80)).join(' | '); }"""
UNSEEN = """() => {
  const look = e => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth, s.boxShadow,
    s.borderColor, s.backgroundColor].join(); };
  const out = [];
  for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (e.disabled || !e.checkVisibility() || e.closest('dialog:not([open])')) continue;
    e.blur(); const before = look(e); e.focus();
    if (document.activeElement === e && look(e) === before) out.push(e.outerHTML.slice(0, 100));
  }
  return out; }"""
HEADED = """() => ({title: document.title, h1: document.querySelectorAll('h1').length,
  lang: document.documentElement.lang})"""


@dataclass
class Seen:
    """One page, and what was noticed there."""

    endpoint: str
    path: str
    headed: dict[str, Any] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    acting: list[dict[str, Any]] = field(default_factory=list)
    forms: list[dict[str, Any]] = field(default_factory=list)


def walk(page: Page, places: Map) -> Iterator[tuple[str, str]]:
    """Go to one page of every view that answers with one, as links name it: its endpoint and path."""
    bound, been, asked = places.bind("localhost"), set(), set()
    ahead = [rule.rule for rule in places.iter_rules() if not rule.arguments]
    while ahead:
        path = ahead.pop(0)
        endpoint = endpoint_of(bound, path)
        if endpoint is None or endpoint in been or path in asked:
            continue
        asked.add(path)
        if not _is_page(page, path):
            continue
        been.add(endpoint)
        page.goto(path)
        if urlsplit(page.url).path != urlsplit(path).path:
            continue  # it leads to another page, which has its turn
        yield endpoint, path
        ahead += page.evaluate(LINKS)


def endpoint_of(bound: Any, path: str, method: str = "GET") -> str | None:
    """Which view answers at a path."""
    try:
        endpoint: str = bound.match(urlsplit(path).path, method)[0]
    except HTTPException:
        return None
    return endpoint


def look(page: Page, seen: Seen, widths: dict[str, tuple[int, int]]) -> None:
    """Notice everything about the page that is open."""
    seen.headed, seen.forms = page.evaluate(HEADED), page.evaluate(FORMS)
    seen.texts, seen.acting = set(page.evaluate(TEXTS)), page.evaluate(ACTING)
    seen.faults += [f"axe, light: {one}" for one in _axe(Axe(), page, AXE)]
    for name, (across, down) in widths.items():
        page.set_viewport_size({"width": across, "height": down})
        wider = page.evaluate(WIDER)
        if wider:
            seen.faults.append(f"wider than {name}: {wider}")
    page.emulate_media(color_scheme="dark")
    seen.faults += [f"axe, dark: {one}" for one in _axe(STANDS_THERE, page, CONTRAST)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(dict(zip(("width", "height"), next(iter(widths.values())), strict=True)))  # type: ignore[arg-type]
    page.keyboard.press("Tab")
    seen.faults += [f"focus is not to be seen: {one}" for one in page.evaluate(UNSEEN)]


def _axe(axe: Axe, page: Page, options: dict[str, Any]) -> Iterator[str]:
    for violation in axe.run(page, options=options).response["violations"]:
        if violation["impact"] in SERIOUS:
            yield f"{violation['id']}: {' | '.join(node['html'][:100] for node in violation['nodes'][:3])}"


def _is_page(page: Page, path: str) -> bool:
    asks = page.context.request
    answer = asks.head(path)  # a stream would never end
    is_html = answer.ok and answer.headers.get("content-type", "").startswith("text/html")
    return is_html and asks.get(path).text().startswith("<!doctype")  # not a fragment of a page
