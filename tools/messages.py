"""Keeps English complete: what the pages say is Chinese in the source, and English in huiyin/locale/en.

    python tools/messages.py           every sentence has an English, and no Chinese stands outside a translation
    python tools/messages.py update    add what is missing to the .po, drop what nobody says any more
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "huiyin"
ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = r"""# English. `python tools/messages.py update` adds what is missing, `make messages` compiles it.
msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}
SIMPLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
DJANGOS = "django.utils.translation"
# Ideographs, and the full-width marks that go with them.
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
PLACEHOLDER = re.compile(r"%\((\w+)\)s|(?<!\{)\{(\w*)\}(?!\})")
SAID = re.compile(r"""(?x) \b_\( \s* (?P<quote>["']) .*? (?P=quote) \s* \)""")
TRANSLATE = ("translate ", "trans ")
BLOCK = ("blocktranslate", "blocktrans")
# A Chinese word in Python that is data and not said to a reader.
DATA = re.compile(r"#\s*data\b")
# Pages that speak both languages at once, and letters, which are in the customer's.
CHINESE_MEANT = {"500.html", "503.html", "language.html", "brand.html", "_letter.html", "letter.html"}
Key = str | tuple[str, ...] | list[str]


def main(given: list[str]) -> int:
    if given == ["update"]:
        return update()
    found = [*untranslated(), *faults(catalogue(), extracted())]
    print("\n".join(found) or "messages: complete", file=sys.stderr if found else sys.stdout)
    return 1 if found else 0


def update() -> int:
    """Write the .po anew from what the source says and the English that is there."""
    known, said = catalogue(), extracted()
    for message in said:
        if message.id and (old := known.get(message.id, message.context)) is not None:
            message.string = old.string
    text = io.BytesIO()
    pofile.write_po(text, said, width=0, omit_header=True, include_lineno=False)
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    ENGLISH.write_text(HEADER + text.getvalue().decode("utf-8"), encoding="utf-8")
    missing = [message for message in said if message.id and not translated(message)]
    print(f"messages: {len(said)} in {ENGLISH.relative_to(ROOT)}, {len(missing)} without English")
    return 0


def catalogue() -> Catalog:
    if not ENGLISH.exists():
        return Catalog(locale="en")
    with ENGLISH.open("rb") as written:
        return pofile.read_po(written, locale="en")


def extracted() -> Catalog:
    """Everything that is said, with the files that say it."""
    said = Catalog(locale="en")
    for path in sources():
        for context, key in messages(path):
            said.add(key, locations=[(path.relative_to(ROOT).as_posix(), 0)], context=context)
    return said


def sources() -> list[Path]:
    found = [*PACKAGE.rglob("*.py"), *templates()]
    return sorted(path for path in found if not {"migrations", "static"} & set(path.parts))


def templates() -> list[Path]:
    return sorted(path for kind in ("html", "txt", "xml") for path in PACKAGE.rglob(f"templates/**/*.{kind}"))


def flush(code: str) -> str:
    """Templates are indented as they please; what is read as Python must not be."""
    return "\n".join(line.strip() for line in code.splitlines())


def messages(path: Path) -> Iterator[tuple[str | None, Key]]:
    text = path.read_text(encoding="utf-8")
    code = text if path.suffix == ".py" else flush(templatize(text, origin=path.name))
    called = keywords(text if path.suffix == ".py" else "")
    for _line, name, given, _comments in extract_python(io.BytesIO(code.encode()), dict.fromkeys(called), (), {}):
        keyword = called[str(name or "_")]
        words = [given] if isinstance(given, str) else [str(word) for word in given]
        context = words.pop(0) if keyword in CONTEXT else None
        if words and words[0]:
            yield context, (words[0], words[1]) if keyword in PLURAL else words[0]


def keywords(code: str) -> dict[str, str]:
    """What the functions that translate are called here, `gettext as _now` among them."""
    known = {name: name for name in SIMPLE | CONTEXT | PLURAL}
    imports = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom))
    given = (name for node in imports if node.module == DJANGOS for name in node.names)
    return known | {name.asname: name.name for name in given if name.asname and name.name in known}


def faults(known: Catalog, said: Catalog) -> Iterator[str]:
    """What is wrong with the English of what is said."""
    for message in said:
        if not message.id:
            continue
        where, old = message.locations[0][0], known.get(message.id, message.context)
        if old is None or not translated(old):
            yield f"{where}: no English for {message.id!r}"
        else:
            yield from wrong(old, where)
    for message in known:
        if message.id and said.get(message.id, message.context) is None:
            yield f"django.po: nobody says {message.id!r} any more"
    for key in known.obsolete:
        yield f"django.po: obsolete entry {key!r}"


def wrong(message: Message, where: str) -> Iterator[str]:
    if message.fuzzy:
        yield f"{where}: fuzzy English for {message.id!r}"
    asked = placeholders(message.id)
    for english in strings(message):
        given = placeholders(english)
        # "1 day" need not say {n}
        missing = asked - given if isinstance(message.id, str) else set()
        if missing or given - asked:
            yield f"{where}: {sorted(asked ^ given)} differ between {message.id!r} and {english!r}"
        if CHINESE.search(english):
            yield f"{where}: Chinese in the English of {message.id!r}: {english!r}"


def translated(message: Message) -> bool:
    return all(strings(message)) and bool(strings(message))


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def placeholders(text: Key) -> set[str]:
    whole = text if isinstance(text, str) else " ".join(text)
    return {named or brace for named, brace in PLACEHOLDER.findall(whole)}


def untranslated() -> Iterator[str]:
    """Chinese that every reader would get, whatever language was chosen."""
    for path in (each for each in templates() if each.name not in CHINESE_MEANT):
        for line, text in bare_in_template(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(ROOT)}:{line}: outside a translation: {text}"
    for path in sorted((PACKAGE / "web").rglob("*.py")):
        for line, text in bare_in_code(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(ROOT)}:{line}: outside a translation: {text}"


def bare_in_template(text: str) -> Iterator[tuple[int, str]]:
    inside = ""
    for token in Lexer(text).tokenize():
        word = token.contents.split(" ", 1)[0] if token.token_type is TokenType.BLOCK else ""
        if word.startswith(("end", "comment", *BLOCK)):
            inside = "" if word.startswith("end") and inside == word[3:] else inside
            inside = word if word in ("comment", *BLOCK) else inside
            continue
        if inside or token.token_type is TokenType.COMMENT or token.contents.startswith(TRANSLATE):
            continue
        left = SAID.sub("", token.contents)
        if CHINESE.search(left):
            yield token.lineno or 0, " ".join(left.split())


def bare_in_code(text: str) -> Iterator[tuple[int, str]]:
    """Strings outside gettext calls and docstrings; `# data` on the line says that it is not said to anybody."""
    tree, lines = ast.parse(text), text.splitlines()
    called = keywords(text)
    meant = {id(node) for each in ast.walk(tree) for node in excused(each, called)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in meant:
            continue
        if CHINESE.search(node.value) and not DATA.search(lines[(node.end_lineno or node.lineno) - 1]):
            yield node.lineno, repr(node.value)


def excused(node: ast.AST, called: dict[str, str]) -> Iterator[ast.AST]:
    """The words inside a gettext call, and sentences that stand alone."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in called:
            yield from (part for argument in node.args for part in ast.walk(argument))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
