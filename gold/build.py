"""Compile what was written into the gold files: `python gold/build.py [LANGUAGE…] [--refreeze WHY]`.

Odd numbers go to `dev/`, even numbers to `test/`. `FROZEN.toml` keeps a SHA-256 of each test file; a test
file that would change is left as it is unless a reason is given, and the reason is kept there too.
`--more` compiles `more/source/` to `more/` instead, every document of it, to develop on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from authored import HERE, LANGUAGES, Authored, read_authored
from compiled import compiled

_HEAD = """# SHA-256 of each frozen test file. Written by gold/build.py, which changes a frozen
# file only for a reason given with --refreeze; each reason stays in this file.
"""


def frozen(folder: Path = HERE) -> dict[str, Any]:
    """What `FROZEN.toml` says: `files`, path to hash; `reasons`, in the order they were given."""
    path = folder / "FROZEN.toml"
    if not path.is_file():
        return {"files": {}, "reasons": []}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def write_frozen(known: dict[str, Any], folder: Path = HERE) -> None:
    """Write `FROZEN.toml`."""
    reasons = "".join(f"  {json.dumps(reason, ensure_ascii=False)},\n" for reason in known["reasons"])
    files = "".join(f'"{name}" = "{digest}"\n' for name, digest in sorted(known["files"].items()))
    (folder / "FROZEN.toml").write_text(
        f"{_HEAD}\nreasons = [\n{reasons}]\n\n[files]\n{files}", encoding="utf-8"
    )


def lines(documents: Iterable[Authored]) -> bytes:
    """Gold objects, one a line, by id."""
    made = [compiled(document) for document in sorted(documents, key=lambda d: d.id)]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made).encode()


def sound(source: Path, again: str) -> list[Authored] | None:
    """The documents of a source, or None where it has errors, which are told with where they stand.

    Args:
        source: the file.
        again: what to do once they are mended.
    """
    documents, findings = read_authored(source)
    errors = [finding for finding in findings if finding.error]
    for finding in errors:
        print(f"{source}:{finding.line}: {finding.where}: {finding.what}", file=sys.stderr)
    if not errors:
        return documents
    print(f"{source}: not built; mend these first ({again})", file=sys.stderr)
    return None


def build(language: str, *, refreeze: str | None, folder: Path = HERE) -> int:
    """Compile one language; 0 when both files stand as written."""
    documents = sound(folder / "source" / f"{language}.jsonl", f"python gold/check.py {language}")
    if documents is None:
        return 1
    known = frozen(folder)
    for half in ("dev", "test"):
        (folder / half).mkdir(exist_ok=True)
        content = lines(d for d in documents if d.for_test is (half == "test"))
        name = f"{half}/{language}.jsonl"
        if half == "test":
            digest = hashlib.sha256(content).hexdigest()
            before = known["files"].get(name)
            if before not in (None, digest):
                if not refreeze:
                    print(
                        f"{name}: frozen, and the sources now give another file; put the sources back, "
                        "or say why with --refreeze WHY",
                        file=sys.stderr,
                    )
                    return 1
                known["reasons"].append(f"{name}: {refreeze}")
            known["files"][name] = digest
            write_frozen(known, folder)
        (folder / name).write_bytes(content)
        newlines = content.count(b"\n")
        print(f"{name}: {newlines} documents")
    return 0


def build_more(language: str, *, folder: Path = HERE) -> int:
    """Compile further documents of one language, to develop on; 0 when the file stands as written."""
    documents = sound(folder / "more" / "source" / f"{language}.jsonl", "then build again")
    if documents is None:
        return 1
    (folder / "more" / f"{language}.jsonl").write_bytes(lines(documents))
    print(f"more/{language}.jsonl: {len(documents)} documents")
    return 0


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE")
    parser.add_argument("--refreeze", metavar="WHY", help="change frozen test files, and keep the reason")
    parser.add_argument("--more", action="store_true", help="compile more/source/ instead")
    given = parser.parse_args()
    source = HERE / "more" / "source" if given.more else HERE / "source"
    wanted = given.languages or [name for name in LANGUAGES if (source / f"{name}.jsonl").is_file()]
    if given.more:
        return max([build_more(language) for language in wanted], default=0)
    return max([build(language, refreeze=given.refreeze) for language in wanted], default=0)


if __name__ == "__main__":
    sys.exit(main())
