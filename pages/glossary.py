"""Glossary: every figure with its definition, unit, direction and sample."""

from pages.ui import glossary
from pages.ui.view import current

glossary.draw(current())
