"""A small reader of HTML: the tree a browser would make of the page, its words, and what its forms would send."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "img", "input", "br", "hr"})
SIMPLE = re.compile(r"\[[^]]*\]|[.#]?[\w-]+")
INLINE = frozenset({"a", "bdi", "strong", "span", "time", "em", "b"})


@dataclass(eq=False)
class Node:
    """An element: its children are elements and pieces of text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def __iter__(self) -> Iterator["Node"]:
        """Every element below this one, in the order of the page."""
        below = self.children[::-1]
        while below:
            child = below.pop()
            if isinstance(child, Node):
                yield child
                below += child.children[::-1]

    def is_a(self, what: str) -> bool:
        """Whether it is what a word says: a tag, `.class`, `#id` or `[attribute]`; several joined: all of them."""
        return all(map(self._is, _simple(what)))

    def _is(self, one: str) -> bool:
        match one[0]:
            case ".":
                return one[1:] in self.attributes.get("class", "").split()
            case "#":
                return self.attributes.get("id") == one[1:]
            case "[":
                name, _, value = one[1:-1].partition("=")
                return name in self.attributes and (not value or self.attributes[name] == value)
        return self.tag == one

    def all(self, what: str) -> list["Node"]:
        """Every element below that is what the words say, each nested in the one before: `all("ul.rooms a")`."""
        return list(dict.fromkeys(self._below(what.split())))

    def first(self, what: str) -> "Node | None":
        return next(self._below(what.split()), None)

    def _below(self, steps: Sequence[str]) -> Iterator["Node"]:
        """What `all` finds, as it is found; one that lies in two that fit comes twice."""
        here, *rest = steps
        for node in self:
            if node.is_a(here):
                if rest:
                    yield from node._below(rest)
                else:
                    yield node

    def the(self, what: str) -> "Node":
        """The one there is. Raises AssertionError otherwise."""
        found = self.all(what)
        assert len(found) == 1, f"{len(found)} of {what!r} on the page"
        return found[0]

    def text(self, *without: str) -> str:
        """Its words as they are read, a block to a line, leaving out what `without` says."""
        lines = (" ".join(line.split()) for line in "".join(self._words(without)).split("\n"))
        return "\n".join(line for line in lines if line)

    def _words(self, without: Sequence[str]) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif not any(child.is_a(what) for what in without):
                edge = "" if child.tag in INLINE else "\n"
                yield edge
                yield from child._words(without)
                yield edge

    def sends(self, by: "Node | None" = None) -> list[tuple[str, str]]:
        """The fields a browser would send of a form as it stands, with the name and value of the button `by`."""
        fields = []
        for node in self:
            name = node.attributes.get("name", "")
            if not name:
                continue
            if node.tag == "textarea":
                fields.append((name, node.value))
            elif node.tag == "select":
                options = node.all("option")
                chosen = [option for option in options if "selected" in option.attributes] or options[:1]
                fields += [(name, option.attributes.get("value", "")) for option in chosen]
            elif node.tag == "input" and (
                node.attributes.get("type") not in ("radio", "checkbox") or "checked" in node.attributes
            ):
                fields.append((name, node.value))
        return [*fields, (by.attributes["name"], by.value)] if by else fields

    @property
    def value(self) -> str:
        """What stands in a box: of a textarea its words, less the newline HTML takes away after the tag."""
        if self.tag == "textarea":
            return "".join(child for child in self.children if isinstance(child, str)).removeprefix("\n")
        return self.attributes.get("value", "")

    def holds(self, value: str) -> None:
        """Somebody types `value` over what stands in the box."""
        if self.tag == "textarea":
            self.children = ["\n" + value]
        else:
            self.attributes["value"] = value


@cache
def _simple(what: str) -> Sequence[str]:
    """The words that are joined in one, taken apart once: a story asks thousands of elements."""
    return SIMPLE.findall(what)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def tree(page: str) -> Node:
    """The page as a tree. Raises AssertionError when its tags do not nest."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader._open == [reader.root], f"<{reader._open[-1].tag}> is never closed"
    return reader.root
