"""The Jinja2 environment that every page is composed in.

In: a theme. Out: an environment with autoescape always on, undefined names as errors, and tests
for the kinds of blocks. Catalogue text is only ever a value here, never a template.
"""

import functools
from collections.abc import Callable

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, TemplateSyntaxError

from publisher.model.errors import ConfigError
from publisher.model.finding import Finding
from publisher.model.release import Figure, Heading, ListBlock, Paragraph, Quote, Rule
from publisher.model.theme import Theme

BLOCK_TESTS = {
    "heading": Heading,
    "paragraph": Paragraph,
    "list": ListBlock,
    "quote": Quote,
    "figure": Figure,
    "rule": Rule,
}


def make_environment(theme: Theme) -> Environment:
    """The environment of a theme; its templates are compiled once each."""
    return _environment(tuple(sorted(theme.templates.items())))


@functools.lru_cache(maxsize=4)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    environment = Environment(
        loader=DictLoader(dict(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for name, kind in BLOCK_TESTS.items():
        environment.tests[name] = _kind_test(kind)
    return environment


def _kind_test(kind: type) -> Callable[[object], bool]:
    return lambda block: isinstance(block, kind)


def render_template(theme: Theme, name: str, **values: object) -> str:
    """A page's HTML; a fault in a template is an error that names its file and line."""
    try:
        return make_environment(theme).get_template(name).render(values)
    except TemplateSyntaxError as error:
        raise _template_error(theme, error.name or name, error.lineno, error) from error
    except TemplateError as error:
        line = _line_in_template(error)
        raise _template_error(theme, name, line, error) from error


def _line_in_template(error: TemplateError) -> int | None:
    """The template line that an error came from: its innermost frame in template code."""
    line = None
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _template_error(theme: Theme, name: str, line: int | None, error: Exception) -> ConfigError:
    return ConfigError(
        Finding(
            id="theme/template",
            message=f"the template does not work: {error}",
            hint="remove the file from templates/ to use the one that publisher brings",
            path=theme.paths.get(name, f"templates/{name}"),
            line=line,
        )
    )
