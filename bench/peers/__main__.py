"""`python -m bench.peers`."""

from __future__ import annotations

import sys

from bench.peers.compare import main

main(sys.argv[1:])
