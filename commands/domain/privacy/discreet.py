"""Values about people whose `repr` tells nothing: a traceback or a log line must never carry a pupil's story."""


class Discreet:
    """Mixed into every dataclass that may hold a name, a date of birth or free text.

    Declare the dataclass with ``repr=False``, or its generated `repr` would win over this one.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"
