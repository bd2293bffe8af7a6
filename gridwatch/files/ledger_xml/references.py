"""Follows the references with which XStream writes what it has written before."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from gridwatch.domain.problem import Problem

_STEP = re.compile(r"([A-Za-z_][\w.$-]*)(?:\[([0-9]{1,9})\])?")
_MOST_TURNS = 20


class References:
    """A tree whose elements stand for others: by a path (`../../account[2]`) or by an `id`."""

    def __init__(self, root: Element) -> None:
        """Note the parent of each element, and each id."""
        self._root = root
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._ids = {each.get("id"): each for each in root.iter() if each.get("id")}
        self._named: dict[Element, dict[str, list[Element]]] = {}

    def child(self, parent: Element, name: str) -> Element | None:
        """Return what the first child with this name stands for."""
        found = parent.find(name)
        return None if found is None else self.followed(found)

    def children(self, parent: Element | None, *names: str) -> list[Element]:
        """Return what the children with these names stand for, in order."""
        if parent is None:
            return []
        return [self.followed(each) for each in parent if not names or each.tag in names]

    def raw(self, parent: Element, name: str) -> list[Element]:
        """Return the children of a child as they stand there, without following them."""
        found = self.child(parent, name)
        return [] if found is None else list(found)

    def at(self, parent: Element, *path: str) -> Element | None:
        """Return what stands behind children within children."""
        found: Element | None = parent
        for name in path:
            if found is None:
                return None
            found = self.child(found, name)
        return found

    def text(self, parent: Element, name: str) -> str:
        """Return the text of a child, "" where there is none."""
        found = self.child(parent, name)
        return "" if found is None else (found.text or "").strip()

    def followed(self, element: Element) -> Element:
        """Return what an element stands for; raises Problem where that is nowhere."""
        for _ in range(_MOST_TURNS):
            reference = element.get("reference")
            if reference is None:
                return element
            element = self._target(element, reference)
        raise _lost()

    def _target(self, element: Element, reference: str) -> Element:
        if reference in self._ids:
            return self._ids[reference]
        if "/" not in reference and reference != "..":
            raise _lost()
        here = element
        steps = reference.split("/")
        if reference.startswith("/"):
            here = self._root
            steps = [each for each in steps if each]
            if not steps or _STEP.fullmatch(steps[0]) is None or steps.pop(0) != here.tag:
                raise _lost()
        for step in steps:
            here = self._stepped(here, step)
        return here

    def _stepped(self, here: Element, step: str) -> Element:
        if step == "..":
            if here not in self._parents:
                raise _lost()
            return self._parents[here]
        match = _STEP.fullmatch(step)
        if match is None:
            raise _lost()
        place = int(match[2] or 1)
        # A step does not go into what an element stands for: XStream's paths name real places.
        found = self._children(here, match[1])
        if not 1 <= place <= len(found):
            raise _lost()
        return found[place - 1]

    def _children(self, parent: Element, name: str) -> list[Element]:
        named = self._named.get(parent)
        if named is None:
            named = self._named[parent] = {}
            for each in parent:
                named.setdefault(each.tag, []).append(each)
        return named.get(name, [])


def _lost() -> Problem:
    return Problem(
        "exchange_reference", "This refers to something that is not in the file. Export it again."
    )
