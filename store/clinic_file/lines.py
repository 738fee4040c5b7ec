"""YAML read so that every value knows its line.

Scalars stay text: YAML 1.1 would make a number of 9:00 (540) and "false" of the country NO. What a text means is the
schema's business.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from store.clinic_file.problems import Problem
from store.quoting import cleaned, shown

MOST_CHARACTERS = 1_000_000
MOST_VALUES = 50_000  # after aliases are followed: a few lines of them can stand for billions
MOST_DEPTH = 12

Path = tuple[str | int, ...]
Plain = str | list["Plain"] | dict[str, "Plain"] | None


@dataclass
class Item:
    """One value of the file: text, nothing, a list, or a mapping; and the line it starts on."""

    line: int
    value: str | list[Item] | dict[str, Item] | None
    key_lines: dict[str, int] = field(default_factory=dict)

    @property
    def plain(self) -> Plain:
        if isinstance(self.value, list):
            return [item.plain for item in self.value]
        if isinstance(self.value, dict):
            return {key: item.plain for key, item in self.value.items()}
        return self.value

    def line_of(self, path: Path) -> int:
        """The line of what `path` leads to, or of the last thing on the way that exists."""
        if path and isinstance(self.value, dict) and path[0] in self.value:
            step = str(path[0])
            return self.value[step].line_of(path[1:]) if path[1:] else self.key_lines[step]
        if path and isinstance(self.value, list) and isinstance(path[0], int) and path[0] < len(self.value):
            return self.value[path[0]].line_of(path[1:])
        return self.line


def field_name(path: Path) -> str:
    """("doctors", 1, "hours") as a person reads it: doctors[2].hours."""
    text = ""
    for step in path:
        name = f"[{step + 1}]" if isinstance(step, int) else cleaned(step)
        text += name if isinstance(step, int) or not text else f".{name}"
    return text or "file"


class _TooMuch(Exception):
    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line, self.problem = line, problem


def read(text: str, problems: list[Problem]) -> Item | None:
    """The file's tree; what is not YAML, or is there twice, goes to `problems`. None when there is nothing to go on."""
    if len(text) > MOST_CHARACTERS:
        problems.append(Problem(1, "file", f"longer than {MOST_CHARACTERS:,} characters: is this the right file?"))
        return None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return _Reader(problems).item(node, (), 0) if node is not None else Item(1, None)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.append(Problem(mark.line + 1 if mark else 1, "file", _kind(error)))
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        problems.append(Problem(before.count("\n") + 1, "file", "holds a character that does not belong in a text"))
    except (yaml.YAMLError, ValueError, OverflowError):  # PyYAML lets an impossible escape (\UFFFFFFFF) out as it is
        problems.append(Problem(1, "file", "cannot be read as YAML"))
    except RecursionError:
        problems.append(Problem(1, "file", "lists inside lists without end"))
    except _TooMuch as error:
        problems.append(Problem(error.line, "file", error.problem))
    return None


def _kind(error: yaml.MarkedYAMLError) -> str:
    """PyYAML's own words, with the usual cause where there is one."""
    said = error.problem or "cannot be read"
    if "found character '\\t'" in said:
        return "a tab at the start of a line; use spaces"
    if "mapping values are not allowed" in said:
        return "a colon where none can be: put the text in quotes, or line it up with the lines around it"
    if "could not find expected ':'" in said:
        return "a colon is missing after the name, on this line or just above"
    if "expected <block end>" in said:
        return "does not line up with the lines above: check the spaces at its start"
    return f"cannot be read here: {said}"


class _Reader:
    def __init__(self, problems: list[Problem]) -> None:
        self.problems, self.values = problems, 0

    def item(self, node: yaml.Node, path: Path, depth: int) -> Item:
        line = node.start_mark.line + 1
        self.values += 1
        if depth > MOST_DEPTH:
            raise _TooMuch(line, "lists inside lists without end")
        if self.values > MOST_VALUES:
            raise _TooMuch(line, f"more than {MOST_VALUES:,} values: is this the right file?")
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, line, path, depth)
        if isinstance(node, yaml.SequenceNode):
            return Item(line, [self.item(part, (*path, at), depth + 1) for at, part in enumerate(node.value)])
        return Item(line, None if node.tag == "tag:yaml.org,2002:null" else str(node.value))

    def mapping(self, node: yaml.MappingNode, line: int, path: Path, depth: int) -> Item:
        found: dict[str, Item] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            at = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.problems.append(Problem(at, field_name(path), "a name is expected before the colon"))
            elif key.value in found:
                said = f"{shown(key.value)} is here twice (first on line {lines[key.value]})"
                self.problems.append(Problem(at, field_name(path), said))
            else:
                lines[key.value] = at
                found[key.value] = self.item(value, (*path, key.value), depth + 1)
        return Item(line, found, lines)
