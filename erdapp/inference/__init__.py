"""A schema that says little about its relations → what the names of its columns suggest.

Many schemas have no foreign keys, or not all of them. A guess is made from names alone, where
types allow it, and says why and how sure it is; people accept or reject it.
"""

from __future__ import annotations

from erdapp.inference.links import NO_LINKS, Links, Related, related
from erdapp.inference.values import Guess, Link

__all__ = ["NO_LINKS", "Guess", "Link", "Links", "Related", "related"]
