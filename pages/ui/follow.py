"""Our links stay in the session: same page load, real address, right Back and Forward.

An anchor marked `data-go`, or a column of a chart that leads to its rows, is pushed to the history, and Streamlit's own
Back-and-Forward handler is asked to follow it (not a documented interface: a browser test watches it). Should it ever stop,
the anchor still works as a plain link, and so do ctrl-click and "copy link". Vega keeps a column's link on the drawn element;
without us it would load the page anew.
"""

import streamlit as st

_FOLLOW = st.components.v2.component(
    "goalboard_follow",
    html="<i hidden></i>",
    js="""
const target = (node) => {
  if (node instanceof HTMLAnchorElement) return "go" in node.dataset && node.href;
  return node.__data__?.href;
};
const follow = (event) => {
  const href = event.composedPath().map(target).find(Boolean);
  if (!href || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  const url = new URL(href, location.origin).href;
  if (url !== location.href) history.pushState({}, "", url);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
};
export default function () {
  document.removeEventListener("click", follow, true);
  document.addEventListener("click", follow, true);
  return () => document.removeEventListener("click", follow, true);
}
""",
)


def follow_links() -> None:
    _FOLLOW(key="follow")
