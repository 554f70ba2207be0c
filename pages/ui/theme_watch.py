"""Charts are coloured on the server. When light turns to dark Streamlit repaints without a run; this asks for one."""

import streamlit as st

_WATCH = st.components.v2.component(
    "goalboard_theme_watch",
    html="<i hidden></i>",
    js="""
let asked = null;
export default function ({ data, parentElement, setTriggerValue }) {
  const paper = getComputedStyle(parentElement.host ?? parentElement).getPropertyValue("--st-background-color").trim();
  const [r, g, b] = paper.match(/[0-9a-f]{2}/gi).slice(0, 3).map((part) => parseInt(part, 16));
  const dark = (r + g + b) / 3 < 128;
  if (dark !== data.dark && asked !== dark) { asked = dark; setTriggerValue("flip", dark); }
  if (dark === data.dark) asked = null;
}
""",
)


def watch_theme() -> None:
    _WATCH(data={"dark": st.context.theme.type == "dark"}, key="theme_watch", on_flip_change=_rerun)


def _rerun() -> None:
    """A trigger reruns the script; there is nothing else to do."""
