"""Hold both engines of the method together on any number of generated plans.

python -m tools.agree [--plans 100000] [--first SEED]
"""

import argparse
import sys
from collections.abc import Sequence

from tests.measure.plans import EACH, community, disagreements

_SHOWN = 20


def main(given: Sequence[str] | None = None) -> int:
    """Exit 1 where they differ, with the first differences; the seeds name the plans for a test."""
    parser = argparse.ArgumentParser(prog="tools.agree", description=__doc__)
    parser.add_argument("--plans", type=int, default=100_000, help="how many indicators at least")
    parser.add_argument("--first", type=int, default=10_000, help="the first seed; the tests use those below 10000")
    args = parser.parse_args(given)
    seeds = range(args.first, args.first - (-args.plans // EACH))
    differing = 0
    for seed in seeds:
        for words in disagreements(community(seed)):
            differing += 1
            if differing <= _SHOWN:
                sys.stdout.write(f"seed {seed}: {words}\n")
    sys.stdout.write(f"{len(seeds) * EACH} plans in {len(seeds)} strategies: {differing} differences\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
