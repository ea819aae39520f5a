"""A folder of briefs -> a small static site: an index with search, a feed, the pages that are missing.

Nothing that was issued is touched: the index carries all navigation.
"""

from briefgen.site.folder import Rebuilt, rebuild
from briefgen.site.pages import base_address

__all__ = ["Rebuilt", "base_address", "rebuild"]
