"""Found first by every Python that tests on PostgreSQL start: databases stand for stores in the product's commands too.

The product starts commands of its own (a saved site, the previews of a setup) that know nothing of tests.
"""

import sys
from itertools import pairwise

if any(flag == "-m" and module.partition(".")[0] == "kpi" for flag, module in pairwise(sys.orig_argv)):
    # not at the top: what else is started must not hold all of this
    from tests.engines import stand_in

    stand_in()
