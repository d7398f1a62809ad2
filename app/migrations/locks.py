"""What a migration must not do while the release before still serves: rules read from its syntax tree.

A statement that rewrites or scans a table, or keeps others waiting while it does, is refused for tables that grow
(`app.models.table_sizes`); what the release before cannot bear is refused for every table. Tables that the same file
makes are empty and free. Figures: section "A migration" of docs/operations.md.
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from app.models.table_sizes import TABLE_SIZES, TableSize

VOLATILE = ("gen_random_uuid", "clock_timestamp", "random(")
CONTRACT = "contract:"  # in the docstring of a migration that drops what the release before has stopped using
TABLE_AT = {  # which argument of an operation names the table
    "add_column": 0, "alter_column": 0, "create_check_constraint": 1, "create_foreign_key": 1, "create_index": 1,
    "create_unique_constraint": 1, "drop_column": 0, "drop_table": 0, "rename_table": 0,
}  # fmt: skip
Call = ast.Call


def list_lock_faults(file: Path) -> list[str]:
    """A sentence for each fault: what stands there, and what to write instead."""
    tree = ast.parse(file.read_text())
    upgrade = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "upgrade")
    calls = [node for node in ast.walk(upgrade) if isinstance(node, Call) and _operation(node)]
    made = {_table(call, tree) for call in calls if _operation(call) == "create_table"}
    contracts = CONTRACT in (ast.get_docstring(tree) or "").lower()
    return [
        f"{file.name}:{call.lineno} {fault}"
        for call in calls
        for fault in _faults(call, _table(call, tree), made, contracts=contracts)
    ]


def _faults(call: Call, table: str, made: set[str], *, contracts: bool) -> Iterator[str]:
    operation, named = _operation(call), {word.arg: word.value for word in call.keywords}
    if table in made:
        return
    if operation == "rename_table" or (operation == "alter_column" and "new_column_name" in named):
        yield "what is renamed is gone for the release before: add the new one, fill it, drop the old one later"
    if operation in {"drop_column", "drop_table"} and not contracts:
        yield f'drop what the release before still reads in a later one; then the docstring says "{CONTRACT} …"'
    if operation == "add_column":
        yield from _column_faults(call)
    if TABLE_SIZES.get(table) in {None, TableSize.SMALL}:
        return
    for refused, words in GROWING.get(operation, ()):
        if refused(call):
            yield f"{table}: {words}"


def _column_faults(call: Call) -> Iterator[str]:
    text = ast.unparse(call)
    if "nullable=False" in text and "server_default" not in text and "Computed" not in text:
        yield "NOT NULL without a default: the release before cannot insert"
    if any(word in text for word in VOLATILE):
        yield "a volatile default rewrites the table: add it nullable, fill it in batches, then set the default"


def _says(*words: str) -> Callable[[Call], bool]:
    return lambda call: any(word in ast.unparse(call) for word in words)


def _lacks(*words: str) -> Callable[[Call], bool]:
    return lambda call: not any(word in ast.unparse(call) for word in words)


_VALIDATE = "add it NOT VALID, and VALIDATE it in a later transaction"
GROWING: dict[str, tuple[tuple[Callable[[Call], bool], str], ...]] = {
    "create_index": (
        (
            _lacks("postgresql_concurrently=True"),
            "postgresql_concurrently=True, if_not_exists=True in autocommit_block()",
        ),
    ),
    "create_foreign_key": ((_lacks("postgresql_not_valid=True"), _VALIDATE),),
    "create_check_constraint": ((_lacks("postgresql_not_valid=True"), _VALIDATE),),
    "create_unique_constraint": ((lambda _call: True, "build the index concurrently, then ADD … USING INDEX"),),
    "alter_column": (
        (_says("nullable=False"), "CHECK (… IS NOT NULL) NOT VALID, VALIDATE, then SET NOT NULL, then drop the check"),
        (_says("type_="), "a new type rewrites the table: add a new column, fill it in batches"),
    ),
}


def _operation(call: Call) -> str:
    """The name of a call on `op`, else nothing."""
    is_op = (
        isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name) and call.func.value.id == "op"
    )
    return call.func.attr if is_op and isinstance(call.func, ast.Attribute) else ""


def _table(call: Call, tree: ast.Module) -> str:
    """A literal, or a constant of the module."""
    place = TABLE_AT.get(_operation(call), 0)
    node = call.args[place] if len(call.args) > place else None
    if isinstance(node, ast.Constant):
        return str(node.value)
    constants = {
        target.id: line.value.value
        for line in tree.body
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant)
        for target in line.targets
        if isinstance(target, ast.Name)
    }
    return str(constants.get(node.id, "")) if isinstance(node, ast.Name) else ""
