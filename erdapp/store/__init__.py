"""What is kept: Django models, who may see them, and the only code that writes them."""

from __future__ import annotations
