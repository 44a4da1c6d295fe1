"""`python -m bench.peers`."""

from __future__ import annotations

from bench.peers.compare import main

main()
