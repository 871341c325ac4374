"""What a shell completes that only the newsroom knows: slugs, languages, ids of findings.

In: the command line as far as it is typed. Out: the words that may follow. A newsroom that cannot
be read has none: a shell that waits for words is no place for findings.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.load.folder import find_newsroom
from publisher.model.errors import PublisherError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def complete_slugs(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """The releases of the newsroom that begin so and are not on the line yet, the newest first."""
    from click.shell_completion import CompletionItem

    from publisher.load.release import find_slugs

    named = context.params.get(parameter.name or "") or ()
    return [
        CompletionItem(slug)
        for folder in _newsroom(context)
        for slug in sorted(find_slugs(folder), reverse=True)
        if slug.startswith(incomplete) and slug not in named
    ]


def complete_slugs_or_files(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Releases, or the shell's own list of files where none begins so."""
    from click.shell_completion import CompletionItem

    return complete_slugs(context, parameter, incomplete) or [
        CompletionItem(incomplete, type="file")
    ]


def complete_languages(
    context: click.Context, _: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """The languages of the newsroom that begin so, with their names."""
    from click.shell_completion import CompletionItem

    from publisher.build.resources import known_languages
    from publisher.load.config import load_newsroom

    items = []
    for folder in _newsroom(context):
        with suppress(PublisherError):
            languages = known_languages(folder)
            items += [
                CompletionItem(tag, help=languages[tag].english_name)
                for tag in load_newsroom(folder, languages).languages
                if tag.startswith(incomplete)
            ]
    return items


def complete_ids(_: click.Context, __: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """The ids of findings that begin so, with what is true where all is well."""
    from click.shell_completion import CompletionItem

    from publisher.build.resources import PACKAGE
    from publisher.checks.runner import REGISTRY
    from publisher.load.explanations import load_explanations

    explanations = load_explanations(PACKAGE / "checks" / "explanations.toml")
    titles = {check.id: check.title for check in REGISTRY.every}
    titles |= {name: text.title for name, text in explanations.items()}
    return [
        CompletionItem(name, help=title)
        for name, title in sorted(titles.items())
        if name.startswith(incomplete)
    ]


def _newsroom(context: click.Context) -> Iterator[Path]:
    """The newsroom that the line speaks of, if there is one: no command has run, so the option is
    all that is known."""
    named: Path | None = context.find_root().params.get("folder")
    with suppress(PublisherError):
        yield named if named is not None else find_newsroom(Path.cwd())
