"""Signing in, the own account, an invitation: what somebody is told at the door."""

import httpx2

from tests.layers import alone
from tests.web.conftest import PASSWORD, post_form
from tests.web.desk.people import token_of
from tests.web.desk.sentences.listening import ADDRESS
from tests.web.desk.sentences.site import Site, Situations, follow, found, walk

OTHER = "нове довге речення тут"


@walk
def the_door(site: Site) -> Situations:
    client = site.client()
    yield "nobody_has_signed_in", client.get("/login")
    wrong = {"login": "koval", "password": "не той"}
    yield "a_password_is_wrong", post_form(client, "/login", wrong)
    yield "a_form_of_the_door_is_stale", client.post("/login", data={"token": "x", **wrong})
    answers = [post_form(client, "/login", wrong) for _ in range(10)]
    yield "too_many_tries", answers[-1]
    yield "nobody_leaves", client.get("/logout")
    assert site.store.path is not None
    site.store.path.write_bytes(b"no database")
    yield "the_store_does_not_answer", post_form(client, "/login", {"login": "lys", "password": "не той"})


@walk
def the_own_account(site: Site) -> Situations:
    koval, nobody = site.enter("koval"), site.client()
    yield "leaving", koval.get("/logout")
    yield "the_account", koval.get("/account")
    password = {"current": PASSWORD, "new": OTHER, "again": OTHER}
    yield "a_new_password_is_repeated_otherwise", koval.press("/account/password", **(password | {"again": "x"}))
    yield "the_present_password_is_wrong", koval.press("/account/password", **(password | {"current": "x"}))
    yield "a_form_of_the_account_is_stale", koval.post("/account/password", data={"token": "x"})
    yield "other_sessions_are_ended", koval.press("/account/sessions")
    yield "the_password_is_changed", koval.press("/account/password", **password)
    yield "the_session_ended_at_the_account", follow(nobody, nobody.post("/account/password", data={"token": "x"}))


@walk
def an_invitation(site: Site) -> Situations:
    chief, nobody = site.enter("chief"), site.client()
    page = chief.press("/admin/accounts", act="invite", login="lys")
    link = found(r"https://site\.example\.org(/invitation/[^<?\s]+)", page)

    def choose(new: str, again: str) -> httpx2.Response:
        return nobody.post(link, data={"token": token_of(nobody.get(link).text), "new": new, "again": again})

    yield "an_invitation_is_opened", nobody.get(link)
    yield "an_invited_password_is_repeated_otherwise", choose(OTHER, "x")
    choose(OTHER, OTHER)
    yield "an_invitation_has_ended", site.client().get(link)


@walk
def a_site_without_accounts(site: Site) -> Situations:
    alone(site.patch, str(site.store.path).replace("postup.sqlite", "new.sqlite"), ADDRESS)
    site.begin()
    yield "no_account_yet", site.client().get("/login")
