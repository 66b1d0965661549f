"""The tables. Every key leads with the school, save where a row is older than the question which school it is."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from commands.domain.channel import Unfit
from commands.domain.days.calendar import Span
from commands.domain.person import Role
from commands.domain.pupil import Provision
from commands.domain.school import Nation
from storage.types import Mapped, OneOf, Sealed, Strings, UtcTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)


def of_school(*, key: bool = True) -> Column[str]:
    """The column every table of a school's begins with."""
    return Column("school_id", String(40), ForeignKey("schools.id"), primary_key=key, nullable=False)


schools = Table(
    "schools",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("safeguarding_lead", String(300), nullable=False, default=""),
    Column("reply_routine", Integer, nullable=False, default=15),
    Column("reply_soon", Integer, nullable=False, default=10),
    Column("reply_urgent", Integer, nullable=False, default=3),
    Column("nation", OneOf(Nation), nullable=False, default=Nation.ENGLAND),
    Column("hide_below", Integer, nullable=False, server_default="5"),
    Column("plans_wanted", Integer, nullable=False, server_default="3"),
    Column("transfer_years", Strings, nullable=False, server_default='["6", "11"]'),
    Column("local_rules", Text, nullable=False, server_default=""),
    Column("keep_after_leaving", Integer, nullable=False, server_default="30"),
    Column("keep_with_plan", Integer, nullable=False, server_default="31"),
    Column("keep_without_plan", Integer, nullable=False, server_default="25"),
    Column("nudges", Boolean, nullable=False, server_default=true()),
    Column("nudge_words", Strings, nullable=False, server_default="[]"),
)

GIVEN = text("email <> ''")

staff = Table(
    "staff",
    metadata,
    of_school(),
    Column("id", String(40), primary_key=True),
    Column("email", String(320), nullable=False),
    Column("name", String(200), nullable=False),
    Column("role", OneOf(Role), nullable=False),
    Column("groups", Strings, nullable=False),
    Column("left", Boolean, nullable=False, default=False),
    # Whose address was given to somebody else has none any more.
    Index("uq_staff_school_id_email", "school_id", "email", unique=True, sqlite_where=GIVEN, postgresql_where=GIVEN),
    Index(None, "email"),
)

pupils = Table(
    "pupils",
    metadata,
    of_school(),
    Column("id", String(40), primary_key=True),
    Column("upn", String(20), nullable=False),
    Column("surname", String(200), nullable=False),
    Column("forename", String(200), nullable=False),
    Column("preferred", String(200), nullable=False, default=""),
    Column("born", Date),
    Column("year", String(4), nullable=False),
    Column("group", String(40), nullable=False, default=""),
    Column("provision", OneOf(Provision), nullable=False),
    Column("primary_need", String(10), nullable=False, default=""),
    Column("secondary_need", String(10), nullable=False, default=""),
    Column("pupil_premium", Boolean, nullable=False, default=False),
    Column("eal", Boolean, nullable=False, default=False),
    Column("in_care", Boolean, nullable=False, default=False),
    Column("attendance", Float),
    Column("left_on", Date),
    # " amina yusuf mina ": the names as they are searched, a space before each word; see commands.domain.words.names
    Column("sought", Text, nullable=False),
    UniqueConstraint("school_id", "upn"),
)

term_dates = Table(
    "term_dates",
    metadata,
    of_school(),
    Column("kind", OneOf(Span), primary_key=True),
    Column("name", String(100), nullable=False),
    Column("first", Date, primary_key=True),
    Column("last", Date, nullable=False),
)

channels = Table(
    "channels",
    metadata,
    of_school(),
    Column("name", String(40), primary_key=True),
    Column("face", String(20), nullable=False),
    Column("address", Mapped, nullable=False),
    Column("called", String(200), nullable=False, default=""),
    Column("set_by", String(40), nullable=False, default=""),
    Column("set_on", Date),
    Column("trouble", String(500), nullable=False, default=""),
    Column("drift", OneOf(Unfit)),
    Column("strangers", Strings, nullable=False, server_default="[]"),
    Column("looked_at", UtcTime),
    Index(None, "looked_at"),
)

# Of all schools together: which of them a place is a channel of. One place is never two schools'.
channel_places = Table(
    "channel_places",
    metadata,
    Column("place", String(500), primary_key=True),
    Column("school_id", String(40), ForeignKey("schools.id"), nullable=False),
)

asks = Table(
    "asks",
    metadata,
    of_school(),
    Column("key", String(300), primary_key=True),
    Column("person_id", String(40), nullable=False),
    Column("face", String(20), nullable=False),
    Column("word", String(60), nullable=False),
    Column("about", String(60), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("reply", Sealed),
    Index(None, "school_id", "about", "at"),
)

notices = Table(
    "notices",
    metadata,
    of_school(),
    Column("id", String(40), primary_key=True),  # sorts in the order the notices were made
    Column("ask_key", String(300), nullable=False),
    Column("to", String(40), nullable=False),
    Column("subject", String(60), nullable=False),
    Column("card", Sealed, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    # waiting, sent, shared (made into private ones), superseded, undeliverable
    Column("state", String(20), nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("claimed_until", UtcTime),
    Column("uncertain", Boolean, nullable=False, default=False),  # an earlier attempt may have posted it
    Column("tries", Integer, nullable=False, default=0),
    Column("trouble", String(500), nullable=False, default=""),
    Column("refused", Boolean, nullable=False, server_default=false()),  # by its platform, until a person acts
    Column("given_up_at", UtcTime),  # when nobody was there any more; not of what nobody need be told of
    Column("face", String(20), nullable=False, default=""),
    Column("address", Mapped),
    Column("post", String(500), nullable=False, default=""),
    Column("sent_at", UtcTime),
    Index(None, "state", "due_at"),
    Index(None, "school_id", "state"),
    Index(None, "school_id", "to", "subject"),
    Index(None, "face", "address"),
)

# Older than the question which school somebody belongs to: who a platform's user is, and how to reach them.
identities = Table(
    "identities",
    metadata,
    Column("face", String(20), primary_key=True),
    Column("team", String(80), primary_key=True),
    Column("user", String(200), primary_key=True),
    Column("email", String(320), nullable=False),  # on a staff list; "" once the platform vouches for nobody there
    Column("school_id", String(40), nullable=False, default=""),  # the one chosen, for those on several lists
    Column("address", Mapped, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("vouched", String(320), nullable=False, server_default=""),  # what the platform said when it was last asked
    Column("checked_at", UtcTime),
    Index(None, "email"),
)

# The keys that something here is or may be sealed with, by fingerprint; `proof` opens with the key itself.
seal_keys = Table(
    "seal_keys",
    metadata,
    Column("fingerprint", String(8), primary_key=True),
    Column("proof", Text, nullable=False),
)
