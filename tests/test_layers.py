"""Layers only look down: `pages` may know `metrics` and `data`, which know neither each other nor anything that draws."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DRAWING = ("streamlit", "altair", "pandas", "starlette")
COMMAND_LINES = ("metrics/__main__.py", "data/__main__.py")
# Their statements name tables and columns of the models, which cannot be bound; the values in them are.
STATEMENTS_BY_MODEL = {
    "data/export.py",
    "data/intake/fast.py",
    "data/intake/importing.py",
    "data/intake/loose_ends.py",
    "data/intake/merge.py",
    "data/intake/overtaken.py",
    "data/intake/record.py",
    "data/intake/retirement.py",
    "data/intake/shapes.py",
    "data/intake/stages.py",
    "data/intake/staging.py",
    "data/keeping.py",
    "data/store/opening.py",
    "data/store/undo.py",
}


def modules(*places: str) -> list[str]:
    """The Python files under the places, as paths from the project's root."""
    return [str(file.relative_to(ROOT)) for place in places for file in sorted((ROOT / place).rglob("*.py"))]


def tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text("utf-8"))


def imported(module: str) -> set[str]:
    """Everything the module imports, wherever in it, by its full name."""
    found: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 or module.startswith("tests/"), f"{module} imports by dots"
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def of(names: set[str], *packages: str) -> set[str]:
    return {name for name in names if any(name == package or name.startswith(f"{package}.") for package in packages)}


@pytest.mark.parametrize("module", [module for module in modules("metrics") if module not in COMMAND_LINES])
def test_metrics_know_neither_data_nor_pages_nor_anything_that_draws(module: str) -> None:
    assert of(imported(module), "data", "pages", "tests", "pydantic", "pyarrow", *DRAWING) == set()


@pytest.mark.parametrize("module", [module for module in modules("data") if module not in COMMAND_LINES])
def test_data_knows_neither_metrics_nor_pages_nor_anything_that_draws(module: str) -> None:
    assert of(imported(module), "metrics", "pages", "tests", *DRAWING) == set()


@pytest.mark.parametrize("module", COMMAND_LINES)
def test_a_command_line_may_know_both_and_of_the_pages_only_the_words_and_the_report(module: str) -> None:
    names = imported(module)
    report = of(names, "pages.ui.report.command") if module == "metrics/__main__.py" else set()
    assert of(names, "pages") == of(names, "pages.ui.words") | report
    assert of(names, "tests", *DRAWING) == set()


def test_the_command_lines_start_without_anything_that_draws() -> None:
    told = f"import sys, data.__main__, metrics.__main__; print(sorted(set({DRAWING}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("module", modules("pages"))
def test_pages_import_of_the_engine_only_its_connections_type_and_no_data_frames(module: str) -> None:
    names = imported(module)
    assert of(names, "duckdb") <= {"duckdb.DuckDBPyConnection"}
    assert of(names, "pandas", "numpy", "pyarrow", "tests") == set()


@pytest.mark.parametrize("module", [module for module in modules("pages") if module.count("/") == 1 and "__" not in module])
def test_a_page_is_a_table_of_contents(module: str) -> None:
    """No chart, no engine, no arithmetic: what it shows has a home in `metrics` or `pages/ui`."""
    names = imported(module)
    assert of(names, "altair", "duckdb") == set()
    arithmetic = [ast.unparse(node) for node in ast.walk(tree(module)) if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.BitOr)]
    assert [each for each in arithmetic if "Path(" not in each] == []
    assert len((ROOT / module).read_text("utf-8").splitlines()) <= 60


@pytest.mark.parametrize("module", modules("pages/ui/words"))
def test_the_words_know_nothing_of_the_product(module: str) -> None:
    assert of(imported(module), "data", "metrics", *DRAWING) == set()
    assert of(imported(module), "pages") == of(imported(module), "pages.ui.words")


@pytest.mark.parametrize("module", [module for module in modules("tests/reckoning") if "/test_" not in module])
def test_the_second_reckoning_shares_nothing_with_the_product(module: str) -> None:
    assert of(imported(module), "data", "metrics", "pages", "duckdb") == set()


def executed(module: str) -> Iterator[ast.expr]:
    """The statement of each call of `.execute(…)`."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("execute", "executemany", "sql"):
            yield from node.args[:1]


def is_built(statement: ast.expr) -> bool:
    return any(isinstance(node, ast.JoinedStr | ast.Mod) or (isinstance(node, ast.Constant) and node.value == "%") for node in ast.walk(statement))


@pytest.mark.parametrize("module", [module for module in modules("metrics", "data", "pages") if module not in STATEMENTS_BY_MODEL])
def test_no_statement_is_built_from_strings_where_it_is_executed(module: str) -> None:
    assert [ast.unparse(statement) for statement in executed(module) if is_built(statement)] == []


@pytest.mark.parametrize("module", sorted(STATEMENTS_BY_MODEL))
def test_statements_that_name_tables_of_the_models_hold_no_values(module: str) -> None:
    """What is put into them is a name or a piece made of names; the literal text never opens a quote for it."""
    for statement in executed(module):
        if isinstance(statement, ast.JoinedStr):
            texts = [part.value for part in statement.values if isinstance(part, ast.Constant)]
            assert [text for text in texts if str(text).count("'") % 2] == [], ast.unparse(statement)


@pytest.mark.parametrize("module", modules("pages"))
def test_pages_ask_metrics_and_never_the_engine(module: str) -> None:
    if module != "pages/ui/store.py":  # the one file that knows the database
        assert [ast.unparse(statement) for statement in executed(module)] == []
