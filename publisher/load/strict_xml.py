"""XML from elsewhere, read strictly: events, and nothing that costs more than its own length.

In: bytes, and what to do at each element and text. Out: calls, in document order. What can grow,
reach out or hide is refused: entities, declarations inside the document, elements that stand too
deep in each other. A mere `<!DOCTYPE tmx SYSTEM "tmx14.dtd">`, which OmegaT writes, is passed over
and nothing is fetched.

Sources: https://docs.python.org/3/library/xml.html#xml-security and the cases of defusedxml,
https://github.com/tiran/defusedxml#readme; expat itself, since it alone tells the line.
"""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from publisher.model.errors import ContentError
from publisher.model.finding import Finding

MAX_DEPTH = 200
"""How deep elements may stand in each other. Tables in tables of a Word file come to some 30."""


def parse_xml(
    data: bytes,
    shown: str,
    start: Callable[[str, Mapping[str, str], int], None],
    end: Callable[[str], None] = lambda name: None,  # noqa: ARG005
    text: Callable[[str], None] = lambda text: None,  # noqa: ARG005
) -> None:
    """Call `start` with name, attributes and line of each element, `text` and `end` likewise.

    Raises ContentError, at the line, where the document is not well-formed or is refused.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def refuse(message: str) -> ContentError:
        return ContentError(
            Finding(
                id="memory/unsafe-xml",
                message=message,
                hint="save the file again with the program that made it; write no such thing",
                path=shown,
                line=parser.CurrentLineNumber,
            )
        )

    def open_element(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise refuse(f"more than {MAX_DEPTH} elements stand in each other")
        start(name, attributes, parser.CurrentLineNumber)

    def close_element(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    def meet_doctype(*declared: object) -> None:
        if declared[-1]:  # name, address, public name, and whether anything is declared inside
            raise refuse("the document declares elements or entities of its own")

    def meet_entity(*_: object) -> None:
        raise refuse("the document holds an entity that it does not define itself")

    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = meet_doctype
    parser.EntityDeclHandler = meet_entity
    parser.SkippedEntityHandler = meet_entity
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        # An encoding that Python does not know, or that has several bytes for a character, is a
        # LookupError or a ValueError.
        line = parser.ErrorLineNumber
        said = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else str(error)
        raise ContentError(
            Finding(
                id="memory/broken-xml",
                message=f"the XML is broken: {said}",
                hint="get the whole file again, or save it again with the program that made it",
                path=shown,
                line=line,
            )
        ) from error
