"""The store: one DuckDB file that holds every version of every fact."""

from data.store.opening import open_store
from data.store.store import FOREVER, Store

__all__ = ["FOREVER", "Store", "open_store"]
