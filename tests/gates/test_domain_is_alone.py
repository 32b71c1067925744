"""Rules need the standard library, a map and a calendar. import-linter cannot say "only"."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = {"domain", "geopy", "chinese_calendar"} | sys.stdlib_module_names


def imported(file: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    plain = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    named = {node.module or "domain" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | named}


def test_rules_import_nothing_they_may_not():
    wrong = {file.name: imported(file) - ALLOWED for file in (ROOT / "domain").rglob("*.py")}
    assert {name: modules for name, modules in wrong.items() if modules} == {}
