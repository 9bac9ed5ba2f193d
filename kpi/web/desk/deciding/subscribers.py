"""GET and POST /admin/subscribers: the lists of committees, for editors."""

from starlette.responses import Response

from kpi import clock
from kpi.html.subscriptions import lists as document
from kpi.model import Language
from kpi.services.subscriptions.subscribing import SubscriptionError, add_to_list, lists, take_off_list
from kpi.views.desk.subscriptions import ListedAddress, SubscriberLists
from kpi.web.desk.request import DeskRequest


def shown(asked: DeskRequest, wrong: str = "") -> Response:
    """The page; with `wrong`, what the form could not do."""
    text = asked.text
    found, readers = lists(asked.account, store=asked.store)
    view = SubscriberLists(
        token=asked.token,
        notice=asked.notice,
        wrong=wrong,
        readers=text.count("subscribe.lists.readers", readers),
        lines=tuple(ListedAddress(one.key, one.committee, one.address, one.codes) for one in found),
        languages=tuple((one.value, text.language_name(one)) for one in text.languages),
        typed=asked.given if wrong else {},
    )
    title = text.say("subscribe.lists.title")
    return asked.page(title, document.body(view, asked.context), 409 if wrong else 200)


def change(asked: DeskRequest) -> Response:
    """An address put on a list, or taken off it."""
    given, now = asked.given, clock.now()
    if given.get("act") == "remove":
        take_off_list(asked.account, given.get("key", ""), now=now, store=asked.store)
        return asked.to("admin/subscribers", said="list_removed")
    language = asked.text.asked(given.get("language", "")) or Language(asked.text.default)
    committee, address, codes = (given.get(name, "")[:254] for name in ("committee", "address", "codes"))
    try:
        add_to_list(asked.account, committee, address, codes, language.value, now=now, store=asked.store)
    except SubscriptionError as error:
        return shown(asked, asked.text.say(f"subscribe.error.{error.reason}"))
    return asked.to("admin/subscribers", said="list_added")
