"""What a file cannot hold of what somebody's name or words may: taken out, so that no export ends because of it."""

import re

NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Outside the characters of XML 1.0, of which workbooks and Word documents are made."""
NOT_TEXT = re.compile("[\ud800-\udfff]")
"""Halves of a character, which UTF-8 cannot hold."""
