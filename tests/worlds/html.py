"""A small reader of HTML: the tree a browser would make of the page, its words, and what its forms would send."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape

VOID = frozenset({"meta", "link", "img", "input", "br", "hr"})
SIMPLE = re.compile(r"\[[^]]*\]|[.#]?[\w-]+")
ATTRIBUTE = re.compile(r"""\s+([^\s"'<>/=]+)(?:="([^"]*)")?""")
TAG = re.compile(
    r"""<(?:!doctype[^>]*|!--.*?--|(?P<closes>/)?(?P<name>[a-z][a-z0-9]*)"""
    r"""(?P<attributes>(?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*)\s*/?)>""",
    re.IGNORECASE | re.DOTALL,
)
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


def tree(page: str) -> Node:
    """The page as a tree. Raises AssertionError for what a browser would have to guess at: tags that do not nest, an
    attribute without quotation marks, a `<` that begins no tag.

    Python's own reader guesses as browsers do, and takes five times as long; a run reads ten thousand pages.
    """
    root = Node("")
    opened, at = [root], 0
    for tag in TAG.finditer(page):
        _reads(opened[-1], page[at : tag.start()])
        at = tag.end()
        name = (tag["name"] or "").lower()
        if tag["closes"]:
            assert opened[-1].tag == name, f"</{name}> closes <{opened[-1].tag}>"
            opened.pop()
        elif name:
            attributes = {key.lower(): _said(value) for key, value in ATTRIBUTE.findall(tag["attributes"])}
            node = Node(name, attributes)
            opened[-1].children.append(node)
            if name not in VOID:
                opened.append(node)
    _reads(root, page[at:])
    assert opened == [root], f"<{opened[-1].tag}> is never closed"
    return root


def _reads(inside: Node, words: str) -> None:
    """Puts in what stands between two tags."""
    assert "<" not in words, f"this begins no tag: {words[words.index('<') :][:40]}"
    if words:
        inside.children.append(_said(words))


def _said(source: str) -> str:
    return unescape(source) if "&" in source else source
