"""The look of a picture: the style sheet, for pages and for files, and its colours.

In a page the variables come from the page's own tokens. A file carries them along; with a forced
theme the colours are written out, for readers of SVG that know no variables.
"""

from __future__ import annotations

import re

from erdapp.layout.hues import HUES
from erdapp.layout.options import Theme

LIGHT = {
    "canvas": "#f9fafb",
    "card": "#ffffff",
    "line": "#e4e7ec",
    "line-strong": "#cfd5de",
    "ink": "#1b2330",
    "ink-2": "#55606f",
    "ink-3": "#8b95a4",
    "edge": "#aab3c0",
    "accent": "#4256d0",
    "accent-soft": "#eceefb",
    "key": "#b7811a",
    "add": "#1a7f4b",
    "add-soft": "#e3f5ea",
    "del": "#c2362f",
    "del-soft": "#fdeceb",
    "mod": "#a86200",
    "mod-soft": "#fdf2df",
    "ren": "#7a3fb8",
    "ren-soft": "#f3eafb",
}

DARK = {
    "canvas": "#11151b",
    "card": "#181d25",
    "line": "#262e3a",
    "line-strong": "#36404f",
    "ink": "#e6eaf0",
    "ink-2": "#9aa6b6",
    "ink-3": "#66738a",
    "edge": "#4a566a",
    "accent": "#8b9cff",
    "accent-soft": "#232a4d",
    "key": "#d9a441",
    "add": "#4cc38a",
    "add-soft": "#12301f",
    "del": "#f2786f",
    "del-soft": "#3a1a1a",
    "mod": "#e3a94b",
    "mod-soft": "#33260f",
    "ren": "#b98cf0",
    "ren-soft": "#2a1d3d",
}

FONT = '"Inter Variable",Inter,ui-sans-serif,system-ui,sans-serif'
MONO = '"JetBrains Mono Variable","JetBrains Mono",ui-monospace,monospace'

_RULES = """
.erd text{font-family:var(--font,%FONT%);font-size:12.5px;font-weight:450;fill:var(--ink)}
.erd text{font-feature-settings:normal;white-space:pre}
.erd .ground{fill:var(--canvas)}
.erd .box{fill:var(--card);stroke:var(--line-strong)}
.erd .card{filter:drop-shadow(0 1px 2px rgb(16 24 40/.07))}
.erd .hair{stroke:var(--line)}
.erd text.name{font-size:13.5px;font-weight:600}
.erd a{cursor:pointer;text-decoration:none}
.erd a:hover text.name,.erd a:focus-visible text.name{fill:var(--accent)}
.erd text.note{font-size:11px;font-weight:500;fill:var(--ink-3);text-anchor:end}
.erd text.title{font-size:13px;font-weight:600;fill:var(--ink-2)}
.erd text.ty{font-family:var(--mono,%MONO%);font-size:11px;font-weight:400}
.erd text.ty{fill:var(--ink-2);text-anchor:end}
.erd .q,.erd .more text.c{fill:var(--ink-3)}
.erd .muted text.c{fill:var(--ink-2)}
.erd .pk text.c{font-weight:600}
.erd .fill{fill:none;pointer-events:all}
.erd .ic{fill:none;stroke:var(--ink-3);stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.erd .ic.key{stroke:var(--key,#b7811a)}
.erd .ic.link{stroke:var(--accent)}
.erd .view .box{stroke-dasharray:4 3}
.erd .view text.name{font-style:italic}
.erd .edge{fill:none;stroke:var(--edge);stroke-width:1.25}
.erd .edge .hit{stroke:transparent;stroke-width:14;pointer-events:stroke}
.erd .chip{fill:none;stroke:var(--edge);stroke-width:1.25}
.erd .chip .pill{fill:var(--card);stroke:var(--line-strong);stroke-width:1;pointer-events:all}
.erd .chip text{font-size:10.5px;font-weight:500;fill:var(--ink-2);stroke:none}
.erd .chip rect:not(.pill){stroke:none}
.erd .chip:hover .pill,.erd .chip.hot .pill{stroke:var(--accent)}
.erd .chip:hover text,.erd .chip.hot text{fill:var(--accent)}
.erd .frame rect{fill-opacity:.08;stroke-opacity:.5}
.erd .frame text{font-size:12px;font-weight:600;fill:var(--ink-2)}
.erd-ring{fill:var(--canvas)}
.erd .edge.inferred{stroke-width:1}
.erd .edge:hover,.erd .edge.hot{stroke:var(--accent);stroke-width:1.75}
.erd .dim{opacity:.3}
.erd .sel .box{stroke:var(--accent);stroke-width:2}
.erd .row.hot .fill{fill:var(--accent-soft)}
.erd .sign{font-weight:700;text-anchor:middle}
.erd text.chip{font-size:10.5px;font-weight:600;text-anchor:middle;stroke:none}
.erd .old,.erd .row.del text{fill:var(--ink-3);text-decoration:line-through}
.erd .new{font-weight:600}
.erd .card.del>.box{stroke:var(--del);stroke-dasharray:5 4}
.erd .card.add>.box{stroke:var(--add);stroke-width:1.5}
.erd .card.del text.name{fill:var(--ink-3);text-decoration:line-through}
.erd .card.del text.c,.erd .card.del text.ty{fill:var(--ink-3)}
.erd .edge.del .line{stroke-dasharray:5 4}
.erd .inferred .line,.erd .accepted .line{stroke-dasharray:5 4}
"""

_MARK = """
.erd .edge.%M%,.erd .chip.%M%,.erd .chip.%M% .pill{stroke:var(--%M%);stroke-width:1.75}
.erd .row.%M% .fill,.erd .%M%>.head .pill{fill:var(--%M%-soft)}
.erd .row.%M% .sign,.erd .row.%M% .new,.erd .%M%>.head .new{fill:var(--%M%)}
.erd .%M%>.head text.chip,.erd .%M%>.head text.note{fill:var(--%M%)}
.erd .row.%M% .sign{text-decoration:none}
"""


def _rules() -> str:
    marks = "".join(_MARK.replace("%M%", mark) for mark in ("add", "del", "mod", "ren"))
    hues = "".join(f".erd .h{place}{{fill:{hue}}}\n" for place, hue in enumerate(HUES))
    hues += "".join(f".erd .f{n} rect{{fill:{hue};stroke:{hue}}}\n" for n, hue in enumerate(HUES))
    text = _RULES.replace("%FONT%", FONT).replace("%MONO%", MONO) + marks + hues
    return text.strip() + "\n"


CSS = _rules()
"""For a page that shows pictures drawn with `standalone=False`."""


def sheet(theme: Theme) -> str:
    """The style sheet that a file carries."""
    if theme == Theme.AUTO:
        dark = f"@media (prefers-color-scheme:dark){{.erd{{{_variables(DARK)}}}}}"
        return f".erd{{{_variables(LIGHT)}}}\n{dark}\n{CSS}"
    return written_out(CSS, theme)


def written_out(rules: str, theme: Theme) -> str:
    """The rules with the colours of a forced theme in the place of variables."""
    if theme == Theme.AUTO:
        return rules
    colours = DARK if theme == Theme.DARK else LIGHT

    def colour(match: re.Match[str]) -> str:
        name, fallback = match.group(1), match.group(2)
        return colours.get(name, fallback or "none")

    return re.sub(r"var\(--([a-z0-9-]+)(?:,([^()]*))?\)", colour, rules)


def _variables(colours: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colours.items())
