"""An SVG that carries its fonts: the letters it uses, as woff2 in its own style sheet."""

from __future__ import annotations

import re

from erdapp.layout.printing.fonts import SUBSETS
from erdapp.layout.printing.subset import cut

FAMILIES = (("Inter Variable", "inter"), ("JetBrains Mono Variable", "jetbrains-mono"))
_DRAWN = re.compile(r"<(?:text|/?tspan)[^>]*>([^<]*)")
_ESCAPED = re.compile(r"&(?:#(\d+)|(\w+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}


def with_fonts(svg: str) -> str:
    """The picture with its fonts. Raises PrintError where they aren't at hand."""
    drawn = "".join(_DRAWN.findall(svg))
    plain = _ESCAPED.sub(lambda m: chr(int(m[1])) if m[1] else _NAMED.get(m[2], ""), drawn)
    letters = frozenset(plain) | {"…"}
    return svg.replace("<style>", f"<style>{_faces(letters)}", 1)


def _faces(letters: frozenset[str]) -> str:
    """One face for each piece of a font that has some of the letters."""
    faces = []
    for family, file in FAMILIES:
        for subset in SUBSETS:
            piece = cut(f"{file}-{subset}.woff2", letters)
            if piece.codes:
                codes = ",".join(f"U+{code:X}" for code in piece.codes)
                faces.append(
                    f'@font-face{{font-family:"{family}";font-weight:100 900;'
                    f'src:url({piece.url}) format("woff2");unicode-range:{codes}}}\n'
                )
    return "".join(faces)
