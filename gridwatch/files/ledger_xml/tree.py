"""Parses XML from strangers: no entities, no document types, and limits on size and depth."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_limits import check_size

MOST_ELEMENTS = 4_000_000
# An account of Portfolio Performance may stand within what refers to it first, eight levels deeper.
MOST_LEVELS = 2_000


def parsed(data: bytes) -> Element:
    """Return the root of a document.

    Raises Problem where it is too large or too deep, declares entities, or ends too early.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    check_size(len(data))
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=True)
    try:
        parser.feed(data)
        root = parser.close()
    except DefusedXmlException as error:
        raise Problem(
            "exchange_xml_entities",
            "This file declares entities, which no export of a portfolio does. It is not opened.",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Problem(
            "exchange_xml_broken",
            "This is not whole XML ({reason}). Export the file again.",
            reason=error,
        ) from error
    if not isinstance(root, Element):
        raise Problem("exchange_empty", "This file is empty.")
    return root


class _Builder(TreeBuilder):
    """Builds a tree that has an end."""

    def __init__(self) -> None:
        super().__init__()
        self._level = self._elements = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._level += 1
        self._elements += 1
        if self._level > MOST_LEVELS or self._elements > MOST_ELEMENTS:
            raise Problem(
                "exchange_xml_deep",
                "This file is nested too deeply or has too many parts to be a portfolio.",
            )
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._level -= 1
        return super().end(tag)
