"""Why something could not be read or fetched, and what was odd about what could: codes into words that help."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from articles.extract.document import Origin, Remark, Why
from factdesk.core.errors import Text

UNREADABLE: Mapping[str, Text] = {
    Why.EMPTY: _("There is no text here. Paste the draft, or choose a file that has words in it."),
    Why.SCAN: _("This holds pictures of pages and no text. Run text recognition over it first, or paste the words."),
    Why.TOO_LARGE: _(
        "This text is larger than 2 MB, about 300,000 words, or its file is larger than the desk can read. Bring it in "
        "as several articles."
    ),
    Why.NOT_TEXT: _(
        "This is no kind of file the desk can read, whatever its name says. Save it as .docx, .pdf or .txt and choose "
        "it again."
    ),
    Why.ENCODING: _("Some letters of this file cannot be read. Save it as .txt in UTF-8 and choose it again."),
    Why.OLD_WORD: _("This is an old Word file (.doc). Open it, save it as .docx and choose it again."),
    Why.DAMAGED: _("This file is damaged or cut off. Ask for it again, or paste the words."),
    Why.PASSWORD: _("This file is locked with a password. Save a copy without one and choose that."),
    Why.UNSAFE: _("This file holds parts that an article never needs and an attack does. Paste its words instead."),
    Why.TOO_SLOW: _("Reading this took more time or memory than one text may. Save the words alone and try that."),
    Why.ARCHIVE: _("This is an archive inside an archive. Bring its files in by themselves."),
}
NOT_READ: Mapping[str, Text] = {
    **UNREADABLE,
    "fetch_off": _("This desk fetches no pages. Save the page as a file, or paste the words."),
    "lost": _("The file is not on the desk’s disk any more. Choose it again."),
    "not_an_address": _("This is not the address of a page. It begins with https:// or http://."),
    "scheme": _("This is not the address of a page. It begins with https:// or http://."),
    "port": _("The desk fetches pages from the usual ports only."),
    "credentials": _("Leave the name and password out of the address, or paste the words."),
    "unknown_host": _("There is no such site, or its name cannot be found at the moment."),
    "inside": _("This address is inside a private network. The desk fetches public pages only."),
    "unreachable": _("The site did not answer. Try again, or paste the words."),
    "redirects": _("The site sends from one address to the next without an end."),
    "status": _("The site does not give this page out. Perhaps it needs a sign-in: save the page, or paste the words."),
    "page_too_large": _("This page is larger than 10 MB. Save its text and bring that in."),
    "page_too_slow": _("The site took too long to answer. Try again, or paste the words."),
    "compression": _("What the site sent could not be unpacked. Save the page, or paste the words."),
    "kind": _("There is no text at this address, but a picture, a film or something to download."),
}
STOPPED = _("The desk tried three times and could not read it. Whoever runs the desk can see why; or paste the words.")

REMARKS: Mapping[str, Text] = {
    Remark.NUL: _("Characters that no text can hold were taken out."),
    Remark.SURROGATE: _("Broken characters were taken out."),
    Remark.HIDDEN: _("It holds words that no reader would see. They were left out."),
    Remark.DELETED: _("Words that tracked changes had struck out were left out."),
    Remark.GUESSED: _("Nothing says how its letters are stored; the desk guessed. Look at names and accents."),
    Remark.BIDI: _("It holds characters that turn the direction of words. They are still there; read with care."),
    Remark.INVISIBLE: _("It holds characters that nobody sees. They are still there; read with care."),
    Remark.CUT: _("Parts of it were not read, such as attachments. Look whether the text is whole."),
}
ORIGINS: Mapping[str, Text] = {
    Origin.TEXT: _("in the text"),
    Origin.PAGE: _("where readers see it"),
    Origin.JSON_LD: _("in the page’s data (JSON-LD)"),
    Origin.OPEN_GRAPH: _("in the page’s data (Open Graph)"),
    Origin.META: _("in the page’s head"),
    Origin.HEADER: _("in the head of the mail"),
    Origin.PROPERTIES: _("in the file’s properties"),
    Origin.LINK: _("in the address"),
    Origin.EDITOR: _("by an editor"),
}
