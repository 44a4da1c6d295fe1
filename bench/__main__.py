"""`python -m bench` runs every measurement in turn."""

from __future__ import annotations

import importlib
import pkgutil

import bench


def main() -> None:
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name == "__main__":
            continue
        measurement = importlib.import_module(f"bench.{module.name}")
        if hasattr(measurement, "main"):
            print(f"\n## {module.name}: {(measurement.__doc__ or '').splitlines()[0]}\n")
            measurement.main()


if __name__ == "__main__":
    main()
