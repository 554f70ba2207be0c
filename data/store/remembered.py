"""What the server must remember over a restart and is no fact: kept in the store, so that a copy of it remembers too.

It has no versions: undoing an import doesn't send a message again.
"""

from data.store.store import Store


def remembered(store: Store, name: str) -> str | None:
    found = store.cursor().execute("select value from facts.store where name = $name", {"name": name}).fetchall()
    return found[0][0] if found else None


def remember(store: Store, name: str, value: str) -> None:
    with store.writing() as cursor:
        cursor.execute("insert or replace into facts.store values ($name, $value)", {"name": name, "value": value})
