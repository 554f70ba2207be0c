"""Pictures over time, as plain Vega-Lite: rows and a brush in, a spec out. Nothing here fetches or draws on a page."""
