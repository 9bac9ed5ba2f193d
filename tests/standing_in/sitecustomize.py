"""Found by every Python that tests on PostgreSQL start, before anything of its own: its stores are databases too.

The product starts commands of its own (a saved site, the previews of a setup) that know nothing of tests.
"""

from tests.engines import stand_in

stand_in()
