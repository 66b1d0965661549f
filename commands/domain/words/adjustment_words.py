"""The words by which adjustments, and how they went, are known when somebody types them in a line."""

from collections.abc import Mapping, Sequence

from commands.domain.adjustment import Adjustment, Worked
from commands.domain.words.names import searchable

# As `searchable` leaves them: no capitals, no apostrophes, a space for a hyphen. The first of each is the short way.
_WHAT: Mapping[Adjustment, str] = {
    Adjustment.SEATING: "seating, seat, seats, seated, seating plan, seat at the front, at the front, front row",
    Adjustment.CHUNKED: "chunked instructions, chunked instruction, chunked, chunking, chunk, small steps",
    Adjustment.TIMETABLE: "visual timetable, timetable, now and next",
    Adjustment.VISUALS: "visual prompts, visual prompt, visuals, visual, pictures, picture prompts",
    Adjustment.PRE_TEACHING: "pre teaching, preteaching, pre teach, preteach, pre taught, pretaught",
    Adjustment.KEY_WORDS: "key words, key word, keywords, word mat, word bank, vocabulary, key vocabulary",
    Adjustment.SCAFFOLD: (
        "scaffold, scaffolds, scaffolding, scaffolded, writing frame, sentence starters, worked example, "
        "worked examples"
    ),
    Adjustment.THINKING_TIME: "thinking time, time to think, wait time, processing time, take up time",
    Adjustment.EXTRA_TIME: "extra time, more time, longer time",
    Adjustment.COPYING: "reduced copying, less copying, no copying, copying, handout, handouts",
    Adjustment.PRINT: "larger or tinted print, larger print, large print, enlarged print, tinted paper, overlay",
    Adjustment.TECHNOLOGY: ("assistive technology, assistive tech, laptop, tablet, reading pen, reader pen, dictation"),
    Adjustment.MOVEMENT: "movement break, movement breaks, movement, brain break, sensory break",
    Adjustment.SENSORY: "sensory support, sensory, ear defenders, fidget, wobble cushion",
    Adjustment.CALM: "calm space, calm corner, quiet space, quiet corner, quiet place, safe space",
    Adjustment.CHECK_IN: "adult check in, check in, check ins, checkin, adult checkin",
    Adjustment.OTHER: "something else",
}
_HOW: Mapping[Worked, str] = {
    Worked.HELPED: "helped, helps, help, helped a lot, worked, worked well, works, yes",
    Worked.SOME: (
        "helped some, helped a little, helped a bit, helped somewhat, some help, some effect, a little, a bit, "
        "some, somewhat, partly"
    ),
    Worked.NOT: (
        "did not help, didnt help, did not help at all, didnt help at all, did not work, didnt work, not help, "
        "no help, no effect, not helpful, did not, didnt, not, no"
    ),
    Worked.EARLY: "too early to say, too early, early, used it, used, tried it, tried",
    Worked.ADVICE: "i need advice, need advice, needs advice, advice",
}

Meaning = Adjustment | Worked
Found = tuple[int, int, Meaning]
"""From which word until before which, and what those words mean."""

PHRASES: Mapping[tuple[str, ...], Meaning] = {
    tuple(phrase.split()): meaning
    for words in (_WHAT, _HOW)
    for meaning, known in words.items()
    for phrase in known.split(", ")
}
_LONGEST = max(map(len, PHRASES))


def meanings(words: Sequence[str]) -> list[Found]:
    """What a line of words says of adjustments and how they went: the longest phrases first, none of them overlapping,
    in the order of the line. Words are as `searchable` leaves them."""
    found: list[Found] = []
    taken: set[int] = set()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            span = range(start, start + length)
            meaning = PHRASES.get(tuple(words[start : start + length]))
            if meaning and taken.isdisjoint(span):
                found.append((start, start + length, meaning))
                taken |= set(span)
    return sorted(found, key=lambda one: one[0])


def adjustment_in(text: str) -> Adjustment:
    """Which adjustment of the list a line of a plan speaks of: "Seat at the front" is seating. Something else where it
    speaks of none, or of several."""
    spoken_of = {meaning for _, _, meaning in meanings(searchable(text).split()) if isinstance(meaning, Adjustment)}
    return spoken_of.pop() if len(spoken_of) == 1 else Adjustment.OTHER
