"""The Teams app's package, filled in for one school's bot: a manifest and two icons."""

import io
import re
import zipfile
from typing import Any

from chatops.about import ManifestAsk
from chatops.manifests import ADDRESS, NotUsable, as_text, checked_address, file, replaced, template

APP_ID = "00000000-0000-0000-0000-000000000000"
GUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
ICONS = ("colour.png", "outline.png")
DEVELOPER = 32
"""Characters a developer's name may have (Teams app manifest schema)."""


def manifest(
    base_url: str, app_id: str, *, developer: str = "", website: str = "", privacy: str = ""
) -> dict[str, Any]:
    """The Teams app's manifest for the bot with this application id. Raises `NotUsable`.

    `developer` is who Teams says made the app, `website` and `privacy` their pages; the bot's own address by default.
    """
    if not GUID.fullmatch(app_id):
        raise NotUsable("The application id is five groups of letters and digits, such as 1a2b3c4d-….")
    if len(developer) > DEVELOPER:
        raise NotUsable(f"The developer's name may have at most {DEVELOPER} characters.")
    written: dict[str, Any] = replaced(template("teams"), ADDRESS, checked_address(base_url))
    written = replaced(written, APP_ID, app_id.lower())
    makers = written["developer"]
    makers["name"] = developer or makers["name"]
    if website:
        makers["websiteUrl"] = makers["privacyUrl"] = makers["termsOfUseUrl"] = checked_address(website)
    if privacy:
        makers["privacyUrl"] = checked_address(privacy)
    return written


def package(manifest: dict[str, Any]) -> bytes:
    """The zip that Teams takes: the manifest and its two icons. The same manifest gives the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (("manifest.json", as_text(manifest).encode()), *((n, icon(n)) for n in ICONS)):
            packed.writestr(zipfile.ZipInfo(name), content)
    return held.getvalue()


def icon(name: str) -> bytes:
    """One of the two icons (PNG)."""
    return file("teams", name)


def asked_for(asked: ManifestAsk) -> bytes:
    """The package as a file (zip). Raises `NotUsable`."""
    if asked.base_url is None:
        raise NotUsable("Give --base-url https://…, the address Teams reaches the bot at.")
    app_id = asked.given.get("app_id") or asked.settings().teams_app_id
    if not app_id:
        raise NotUsable("Give --app-id, the bot's application id in Microsoft Entra, or set TEAMS_APP_ID.")
    makers = {name: str(asked.given.get(name) or "") for name in ("developer", "website", "privacy")}
    return package(manifest(asked.base_url, app_id, **makers))
