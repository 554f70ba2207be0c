"""A form whose drafts outlive a reload, and what it takes to keep what was typed into it."""

from pages.ui.form.form import Fact, Field, Form, Group, Sent, draw

__all__ = ["Fact", "Field", "Form", "Group", "Sent", "draw"]
