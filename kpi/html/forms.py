"""Forms that work without a script: fields under their labels, buttons, what a form carries along."""

from collections.abc import Iterable

from kpi.html.page_context import PageContext
from kpi.text import Text
from kpi.text.markup import Child, Markup, el
from kpi.text.scripts import foreign

#: what a button says that shows the page with its form in another language
LANGUAGE = "language"
#: the field in which a page carries what was sent in a form that could not be followed
CARRIED = "carried"


def post_form(action: str | None, token: str, *children: Child, **attributes: object) -> Markup:
    """A form that brings its token back."""
    return el("form", hidden("token", token), *children, method="post", action=action, **attributes)


def get_form(action: str | None, page: PageContext, *children: Child, **attributes: object) -> Markup:
    """A form whose fields are the parameters of a page; the answer stays in the page's language and release.

    Where a server answers charts.js applies a choice at once.
    """
    carried = {"lang": page.text.lang, "v": page.release.isoformat() if page.release else ""}
    kept = (hidden(name, value) for name, value in carried.items() if value)
    # what the address of the action says, a browser leaves out
    bare = action.partition("?")[0] if action else None
    # in the saved edition search.js shows it
    alive = {"data_apply": page.served, "hidden": not page.served}
    form = {"method": "get", "action": bare, "class_": "p-form"} | alive | attributes
    return el("form", *children, *kept, **form)


def hidden(name: str, value: str | int) -> Markup:
    return el("input", type="hidden", name=name, value=value)


def labelled(label: Child, control: Child, *, wide: bool = False) -> Markup:
    """A control under its label."""
    return el("label", el("span", label), control, class_="p-field p-field-wide" if wide else "p-field")


def field(label: Child, name: str, value: str = "", *, wide: bool = False, **attributes: object) -> Markup:
    """A line to write in: text, unless `type` says something else; browsers do not complete it unless asked."""
    given = {"type": "text", "autocomplete": "off"} | attributes
    return labelled(label, el("input", name=name, value=value or None, **given), wide=wide)


def password_field(label: Child, name: str, page: PageContext, *, new: bool = False, **attributes: object) -> Markup:
    """A password; password.js puts a button beside it that shows what was typed.

    new  of one's own choosing, not the one in force
    """
    complete = "new-password" if new else "current-password"
    shown = {"data_show": page.say("signing.password.show"), "data_hide": page.say("signing.password.hide")}
    given = {"type": "password", "autocomplete": complete, "maxlength": 400, "required": True}
    return labelled(label, el("input", name=name, **given | shown | attributes))


def area(label: Child, name: str, words: str = "", *, most: int = 1000, **attributes: object) -> Markup:
    """Lines to write in, at most `most` letters."""
    return labelled(label, el("textarea", words, name=name, rows=2, maxlength=most, **attributes), wide=True)


def select(
    label: Child,
    name: str,
    options: Iterable[tuple[str, str]],
    chosen: str = "",
    everything: str = "",
    *,
    text: Text | None = None,
) -> Markup:
    """One of several, each its value and its words.

    everything  words of an empty choice that stands first
    text        of the page, where words may be a workbook's: those in another language are marked
    """
    first = [("", everything)] if everything else []
    listed = (
        el(
            "option",
            words,
            value=value,
            selected=value == chosen != "",
            lang=foreign(words, text.language, text.default) if text else None,
        )
        for value, words in (*first, *options)
    )
    return labelled(label, el("select", *listed, name=name))


def grouped_select(
    label: Child, name: str, groups: Iterable[tuple[str, Iterable[tuple[str, str]]]], chosen: str = ""
) -> Markup:
    """One of several under headings; groups without an option are left out, a heading that stands alone too."""
    listed = [
        (heading, [el("option", words, value=value, selected=value == chosen != "") for value, words in options])
        for heading, options in groups
    ]
    filled = [(heading, options) for heading, options in listed if options]
    if len(filled) == 1:
        return labelled(label, el("select", *filled[0][1], name=name))
    return labelled(label, el("select", *(el("optgroup", *o, label=h) for h, o in filled), name=name))


def tick(label: Child, name: str, *, checked: bool = False, **attributes: object) -> Markup:
    """A box to tick; its value is «yes»."""
    box = el("input", type="checkbox", name=name, value="yes", checked=checked, **attributes)
    return el("label", box, " ", el("span", label), class_="p-check")


def button(label: Child, act: str = "", *, primary: bool = False, **attributes: object) -> Markup:
    """A button that sends its form; `act` says what it does where a form has several."""
    doing = {"name": "act", "value": act} if act else {}
    given = {"class_": "p-button p-primary" if primary else "p-button"} | doing | attributes
    return el("button", label, type="submit", **given)


def search_form(page: PageContext, label: str, words: str) -> Markup:
    """The search of the list of indicators, for pages that have nothing else to offer."""
    looked_for = field(label, "q", type="search", maxlength=200)
    sent = button(words, primary=True)
    return get_form(page.href("indicators"), page, looked_for, sent, role="search", data_apply=False)
