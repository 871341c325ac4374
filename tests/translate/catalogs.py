"""Catalogues and pots as text, and sync over them, for the tests of this folder."""

from publisher.load.po import confirm_update, parse_catalog
from publisher.model.message import Message, Template
from publisher.model.source import SourceFile
from publisher.text.terms import Glossary
from publisher.translate.memory import Memory, Unit
from publisher.translate.sync import carry_over, complete_catalog, new_header

HEADER = new_header("Network", "my", "nplurals=1; plural=0;")
TOP = (
    "# Translators: U Ba\n\n"
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Own:  kept \\n"\n'
)


def pot(*messages: Message | str) -> Template:
    """A pot of these messages; a mere text is a message with one comment and one reference."""
    made = (
        Message(id=message, comments=("where",), references=("r.md",))
        if isinstance(message, str)
        else message
        for message in messages
    )
    return Template(domain="d", messages=tuple(made))


def sync(
    text: str,
    template: Template,
    memory: Memory | None = None,
    glossary: Glossary | None = None,
    *,
    is_source: bool = False,
) -> str:
    """The text of a catalogue, brought up to date; nothing is lost, and doing it again is doing
    nothing."""

    def run(text: str) -> str:
        catalog = parse_catalog(SourceFile(path="my.po", text=text))
        carried = carry_over(catalog, template, HEADER, is_source=is_source)
        done = complete_catalog(
            carried, template, memory or Memory(), glossary or Glossary(), is_source=is_source
        ).text.render()
        confirm_update(catalog, done)
        return done

    once = run(text)
    assert run(once) == once
    return once


def known(source: str, target: str, context: str | None = None) -> Unit:
    """A unit of memory, found in the catalogue x."""
    return Unit(source=source, target=target, context=context, origin="x")


def entry(identifier: str, text: str = "", comments: str = "#. where\n#: r.md\n") -> str:
    """An entry as sync writes it."""
    return f'{comments}msgid "{identifier}"\nmsgstr "{text}"\n'


def gone(identifier: str, text: str, comments: str = "") -> str:
    """An obsolete entry."""
    return f'{comments}#~ msgid "{identifier}"\n#~ msgstr "{text}"\n'


def file(*entries: str, top: str = TOP) -> str:
    """A catalogue of these entries."""
    return "\n".join([top, *entries])
