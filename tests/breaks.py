"""Cases that break one rule each: a change of the small project in tests/fixtures/small, and the complete output.

A file of cases is text::

    == duplicate-id: two records with one id        the rule that is broken, and how
    * data/projects.yml                             a file, and the lines in it that change
    -  - id: night-market
    +  - id: clean-river
    = data/projects.yml:76:9  duplicate-id  ...     the complete output: each finding and its hint
    =    hint: choose another id ...

A few cases also give the line of the file with its caret, as printed between the two.
``! file`` removes a file, ``% file`` adds one, ``> file -> target`` adds a link, ``> folder/`` a folder. In new lines
``\\u200b`` means that character, ``\\xe9`` that byte, and ``{400 times x}`` a long text.
"""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent / "fixtures"
SMALL = FIXTURES / "small"
#: A line of a file below a finding, or the caret under it.
EXCERPT = re.compile(r" +\d* \| ?")


@dataclass
class Edit:
    """One change of a file."""

    file: str
    kind: str
    old: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)

    def apply(self, root: Path) -> None:
        path, (name, _, target) = root / self.file, self.file.partition(" -> ")
        if self.kind == "!":
            path.unlink()
        elif self.kind == ">":
            (root / name).symlink_to(target) if target else path.mkdir()
        else:
            old, new = "\n".join(self.old), _put_in("\n".join(self.new))
            text = path.read_text(encoding="utf-8") if self.kind == "*" else old
            assert text.count(old) == 1, f"{self.file} holds {old!r} {text.count(old)} times"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.replace(old, new).encode("utf-8", errors="surrogateescape"))


@dataclass
class Case:
    """One way to break a rule."""

    rule: str
    how: str
    edits: list[Edit] = field(default_factory=list)
    output: list[str] = field(default_factory=list)

    @property
    def has_excerpts(self) -> bool:
        """Whether the output gives the lines that are wrong, too."""
        return any(map(EXCERPT.match, self.output))

    def break_copy(self, folder: Path) -> Path:
        """A broken copy of the small project."""
        shutil.copytree(SMALL, folder)
        for edit in self.edits:
            edit.apply(folder)
        return folder


def read(path: Path) -> list[Case]:
    """The cases of one file."""
    cases: list[Case] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        sign, rest = line[:1], line[1:]
        if line.startswith("== "):
            rule, how = line[3:].split(": ", 1)
            cases.append(Case(rule, how))
        elif sign == "=":
            cases[-1].output.append(rest.removeprefix(" "))
        elif sign in {"*", "!", "%", ">"}:
            cases[-1].edits.append(Edit(rest.strip(), sign))
        elif sign == "-":
            cases[-1].edits[-1].old.append(rest)
        elif sign == "+":
            cases[-1].edits[-1].new.append(rest)
    return cases


def _put_in(text: str) -> str:
    text = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    text = re.sub(r"\{(\d+) times (.)\}", lambda match: match[2] * int(match[1]), text)
    text = re.sub(r"\\x([89a-f][0-9a-f])", lambda match: chr(0xDC00 + int(match[1], 16)), text)
    return text.replace("\\t", "\t")
