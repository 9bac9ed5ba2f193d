"""`python -m kpi submit FILE --as LOGIN [--explain CODE=TEXT …] [--compared] [--publish]` (docs/operate.md)."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from kpi.cli import acting_account
from kpi.cli.clock import moment
from kpi.cli.commands.load import tell_refused
from kpi.cli.parser import OK, REFUSED, USAGE, WORDS, CommandError, Commands
from kpi.cli.terminal import tell, write
from kpi.model import ACTION_FIELDS, Account
from kpi.services.publishing import RefusedError, drafts, raise_refused
from kpi.services.publishing.assessment import Assessment
from kpi.services.publishing.checks.conflicts import Conflict
from kpi.services.publishing.checks.personal_data import KEEP, REMOVE
from kpi.services.publishing.submission import NotReadyError, Outcome, confirm
from kpi.store import open_store
from kpi.text import DASH
from kpi.web.desk.labels import LabelIndex, label_index
from kpi.web.desk.words.change_lines import other_lines
from kpi.web.desk.words.need_words import need_words
from kpi.web.desk.words.plan_lines import plan_lines
from kpi.web.desk.words.review_view import blocker_words


def register(commands: Commands) -> None:
    """Add the command `submit`."""
    parser = commands.add_parser(
        "submit", help=WORDS.say("flow.submit.help"), description=WORDS.say("flow.submit.about")
    )
    parser.add_argument("file", type=Path, metavar=WORDS.say("cli.check.file"), help=WORDS.say("flow.submit.file"))
    acting_account.add_login(parser)
    parser.add_argument(
        "--explain",
        action="append",
        default=[],
        metavar=WORDS.say("flow.submit.pair"),
        help=WORDS.say("flow.submit.explain"),
    )
    parser.add_argument("--act", default="", metavar=WORDS.say("cli.load.text"), help=WORDS.say("flow.submit.act"))
    parser.add_argument(
        "--take", action="append", default=[], metavar=WORDS.say("flow.submit.key"), help=WORDS.say("flow.submit.take")
    )
    parser.add_argument("--early", action="store_true", help=WORDS.say("statements.cli.early"))
    parser.add_argument("--personal", choices=(KEEP, REMOVE), help=WORDS.say("statements.cli.personal"))
    parser.add_argument("--compared", action="store_true", help=WORDS.say("flow.submit.compared"))
    parser.add_argument("--publish", action="store_true", help=WORDS.say("flow.submit.publish"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check, keep the draft, tell what would come of it; publish where that is asked and nothing is in the way."""

    texts = dict(_pair(written) for written in args.explain)
    account = acting_account.account(args.login)
    if not args.file.is_file():
        raise CommandError(WORDS.say("cli.check.no_file", path=args.file), USAGE)
    with acting_account.report_refusals():
        try:
            return _submitted(account, args, texts)
        except RefusedError as error:
            tell_refused(error)
            return REFUSED


def _pair(written: str) -> tuple[str, str]:
    code, sign, text = written.partition("=")
    if not sign or not code.strip() or not text.strip():
        raise CommandError(WORDS.say("flow.submit.not_a_pair", what=written), USAGE)
    return code.strip(), text.strip()


def _submitted(account: Account, args: argparse.Namespace, texts: dict[str, str]) -> int:

    today = acting_account.today()
    uploaded = drafts.upload(account, args.file.read_bytes(), args.file.name, today=today)
    raise_refused([uploaded.checked])
    if uploaded.draft is None:
        write(WORDS.say("flow.submit.known", number=uploaded.known))
        return OK
    number = uploaded.draft.number
    if args.take or args.act:
        drafts.set_choices(account, number, taken=tuple(args.take), act=args.act)
    if args.compared:
        drafts.acknowledge_conflict(account, number, drafts.preview_draft(account, number, today=today).seq)
    if texts:
        drafts.explain(account, number, texts, today=today)
    found = drafts.preview_draft(account, number, today=today)
    if args.early or args.personal:
        personal = {one.key: args.personal for one in found.personal} if args.personal else {}
        drafts.answer(account, number, early=args.early or None, personal=personal)
        found = drafts.preview_draft(account, number, today=today)
    _tell_assessment(found, label_index(open_store(), today))
    if not args.publish:
        return REFUSED if found.blockers else OK
    try:
        tell_outcome(confirm(account, number, today=today, via=acting_account.via()))
    except NotReadyError:
        return REFUSED
    return OK


def _tell_assessment(found: Assessment, names: LabelIndex) -> None:
    values = found.changes.values
    counts = {kind: sum(v.kind == kind for v in values) for kind in ("new", "revised", "removed")}
    write(WORDS.say("flow.submit.draft", number=found.draft.number, goal=found.draft.subject or "—"))
    write(WORDS.say("flow.submit.counts", statuses=len(found.statuses), **counts))
    for line in _lines(found, names):
        write(f"  {line}")
    for words in blocker_words(found, WORDS, deciding=False):
        tell(words)


def _lines(found: Assessment, names: LabelIndex) -> Iterator[str]:
    """What changes and what is asked, a line each."""
    if found.former is not None and found.receipt.release is not None:
        yield WORDS.say("statements.former", when=moment(found.former.at), number=found.former.seq)
    for change in found.statuses:
        before = WORDS.say(f"status.{change.before}") if change.before else DASH
        yield f"{change.code}: {before} → {WORDS.say(f'status.{change.after}')}"
    yield from plan_lines(found.changes, names, WORDS)
    yield from other_lines(found.changes, names, WORDS)
    for code in found.opened:
        yield WORDS.say("flow.submit.opened", code=code)
    for one in found.awaited:
        yield WORDS.say("statements.cli.awaited", code=one.code, period=WORDS.period(one.period))
    for need in found.needs:
        scale = names.scale(need.code, WORDS, need.value, need.doubt.reference if need.doubt else None)
        reasons = "; ".join(need_words(need, scale, WORDS))
        yield f"{need.key}: {reasons} — {need.explanation or WORDS.say('flow.submit.unexplained')}"
    for action in found.actions:
        for part in ACTION_FIELDS:
            field = WORDS.say(f"report.field.{part}")
            yield f"{action.key(part)}: {field} — {action.texts[part] or WORDS.say('flow.submit.unexplained')}"
    for private in found.personal:
        yield f"{private.key}: {'; '.join(private.words)}"
    yield from map(_conflict, found.conflicts)


def _conflict(conflict: Conflict) -> str:
    who = conflict.by.name or conflict.by.login
    what = " ".join(filter(None, (conflict.code, WORDS.period(conflict.period) if conflict.period else "")))
    values = {"standing": WORDS.number(conflict.standing), "own": WORDS.number(conflict.own)}
    return WORDS.say("flow.submit.conflict", who=who, when=moment(conflict.by.at), what=what, **values)


def tell_outcome(outcome: Outcome) -> None:
    """The receipt, or that a second person is awaited."""
    if outcome.receipt is None:
        reasons = "; ".join(WORDS.say(f"flow.second.{reason}") for reason in outcome.second)
        write(WORDS.say("flow.submit.awaiting", number=outcome.draft.number, reasons=reasons))
        return

    done = outcome.receipt
    day, time = moment(done.upload.at).split(" ", 1)
    rows = WORDS.count("flow.submit.values", len(done.changes.values))
    write(WORDS.say("flow.submit.receipt", number=done.number, day=day, time=time, rows=rows))
    if done.unfilled:
        write(WORDS.say("flow.submit.unfilled", n=done.unfilled))
