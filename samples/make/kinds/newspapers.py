"""Newspapers: four decks of vertical type, read from the right, with a masthead and a deck of advertisements.

The articles are one stream that Chromium breaks into decks, as a compositor does. What room is left at the end is
filled from the page's fillers: those that fit, and of those that do not as many entries as there is room for.
"""

import json
from typing import Any

from samples.make.markup import BRUSH, SERIF, body, set_in_type
from samples.make.press import Sheet

WIDTH, HEIGHT = 1500, 2100
SIDE, TOP, WIDE, HIGH = 62, 84, 1376, 1956

# Fillers are tried in order; one that makes the stream spill over its decks is shortened by whole entries (parted by
# full-width spaces) until it fits, or left out. At the end the lines are led out, as compositors do, to use the room.
FILL = """<script>
const flow = document.querySelector('.flow');
const spills = () => flow.scrollWidth > flow.clientWidth + 2 || flow.scrollHeight > flow.clientHeight + 2;
for (const filler of JSON.parse(document.getElementById('fillers').textContent)) {
  const article = document.createElement('article');
  article.className = 'a'; article.innerHTML = filler; flow.append(article);
  const p = article.querySelector('p');
  while (spills() && p.textContent.includes('　')) p.textContent = p.textContent.replace(/　[^　]*$/, '');
  if (spills()) article.remove();
}
for (let lead = 42; lead <= 50 && !spills(); lead += .5) flow.style.setProperty('--lead', `${lead}px`);
if (spills()) flow.style.setProperty('--lead', `${parseFloat(flow.style.getPropertyValue('--lead')) - .5}px`);
</script>"""

STYLE = f"""
.flow{{position:absolute;writing-mode:vertical-rl;column-fill:auto;column-gap:22px;column-rule:3px solid #111;
 font:500 29px/var(--lead,42px) {SERIF};letter-spacing:.8px;text-align:justify;overflow:hidden}}
.a{{border-block-start:1.6px solid #222;padding-block:4px 5px}}.a:first-child,.mast+.a{{border:0}}
h2{{font:900 40px/54px {SERIF};letter-spacing:4px;break-after:avoid}}
.big h2{{font-size:62px;line-height:84px;letter-spacing:6px}}
.mid h2{{font-size:48px;line-height:64px}}h3{{font:600 30px/42px {SERIF};letter-spacing:3px;break-after:avoid}}
.box{{border:5px double #111;padding:8px 8px;margin-block:8px;break-inside:avoid}}
.box h2{{font-size:39px;line-height:52px}}
.mast{{break-inside:avoid;display:flex;flex-direction:column;height:100%;margin-block-end:12px}}
.mast .t{{border:6px double #111;display:flex;align-items:center;justify-content:center;height:100%;padding:14px 0}}
.mast b{{font:400 104px/1.24 {BRUSH};-webkit-text-stroke:4px #111}}
.mast .i{{border:2px solid #111;border-right:0;font:500 22px/33px {SERIF};padding:6px;
 letter-spacing:2px;white-space:nowrap}}
.head{{position:absolute;left:{SIDE}px;right:{SIDE}px;top:38px;font:500 23px/1 {SERIF};display:flex;
 justify-content:space-between;flex-direction:row-reverse;letter-spacing:3px}}
.ads{{position:absolute;left:{SIDE}px;width:{WIDE}px;display:flex;flex-direction:row-reverse;border-top:6px double #111;
 border-bottom:3px solid #111}}
.ad{{writing-mode:vertical-rl;border-left:2px solid #111;padding:12px 8px;display:flex;flex-direction:column;flex:1;
 justify-content:center;gap:6px;white-space:nowrap;overflow:hidden}}.ad:last-child{{border-left:0}}
.ad b{{font:900 58px/1.18 {SERIF};letter-spacing:4px}}.ad span{{font:500 29px/43px {SERIF};letter-spacing:1px}}
.ad.inv{{background:#161210;color:#fff}}.ad.brush b{{font-family:{BRUSH};-webkit-text-stroke:2.2px}}
.ad.wide{{flex:1.6}}.ad.frame{{outline:3px solid #111;outline-offset:-10px}}"""


def newspaper(page: dict[str, Any], seed: int) -> Sheet:
    """A newspaper page.

    ``head`` are the page head's parts from the right; ``masthead`` (first pages) has ``title`` and ``lines``; each of
    ``articles`` has ``h`` (headline), maybe ``s`` (second headline), ``p`` (text), ``c`` (size: big, mid, box);
    ``fillers`` are [headline, text]; ``ads`` are [name, text, style]; ``decks`` the number of text decks,
    ``ads_high`` the height of the advertisements, ``ads_first`` sets them at the top.
    """
    del seed
    ads_high = page.get("ads_high", 390)
    ads_top = TOP if page.get("ads_first") else TOP + HIGH - ads_high
    flow_top = TOP + (ads_high + 10 if page.get("ads_first") else 0)
    flow = (
        f'<div class="flow" style="left:{SIDE}px;top:{flow_top}px;width:{WIDE}px;height:{HIGH - ads_high - 14}px;'
        f'column-count:{page.get("decks", 3)};border-top:3px solid #111;padding-top:10px">'
        f"{_masthead(page)}{''.join(_article(a) for a in page['articles'])}</div>"
    )
    ads = "".join(
        f'<div class="ad {style}"><b data-t>{set_in_type(name)}</b><span data-t>{set_in_type(text)}</span></div>'
        for name, text, style in page["ads"]
    )
    head = "".join(
        f'<span data-t class="{"rtl" if page.get("rtl", True) else ""}">{set_in_type(part)}</span>'
        for part in page["head"]
    )
    row = f'<div class="ads" style="top:{ads_top}px;height:{ads_high}px">{ads}</div>'
    content = f'<div class="head">{head}</div>' + (row + flow if page.get("ads_first") else flow + row) + _fillers(page)
    return Sheet(body(WIDTH, HEIGHT, STYLE, content), WIDTH, HEIGHT, "vertical")


def _masthead(page: dict[str, Any]) -> str:
    if not (masthead := page.get("masthead")):
        return ""
    lines = "\n".join(masthead["lines"])
    return (
        f'<div class="mast"><div class="t"><b data-t>{set_in_type(masthead["title"])}</b></div>'
        f'<div class="i" data-t>{set_in_type(lines)}</div></div>'
    )


def _article(article: dict[str, str]) -> str:
    second = f"<h3 data-t>{set_in_type(article['s'])}</h3>" if "s" in article else ""
    kind = article.get("c", "")
    return (
        f'<article class="{"box" if kind == "box" else f"a {kind}"}"><h2 data-t>{set_in_type(article["h"])}</h2>'
        f"{second}<p data-t>{set_in_type(article['p'])}</p></article>"
    )


def _fillers(page: dict[str, Any]) -> str:
    pieces = [f"<h2 data-t>{set_in_type(h)}</h2><p data-t>{set_in_type(p)}</p>" for h, p in page.get("fillers", ())]
    return f'<script type="application/json" id="fillers">{json.dumps(pieces, ensure_ascii=False)}</script>{FILL}'
