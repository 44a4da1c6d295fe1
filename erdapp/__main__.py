"""`python -m erdapp` is the command `erdapp`."""

from __future__ import annotations

from erdapp.cli import main

main()
