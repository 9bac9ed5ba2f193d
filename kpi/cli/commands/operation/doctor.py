"""`python -m kpi doctor [--json]`: is the site well, and what to do where it is not (docs/operate.md)."""

import argparse
import json
from datetime import datetime

from kpi import clock
from kpi.cli.clock import moment
from kpi.cli.parser import OK, REFUSED, WORDS, Commands
from kpi.cli.terminal import write
from kpi.services.operation.doctor import Finding, State, examine
from kpi.settings import command_name, variables
from kpi.web.sign_in.oidc_settings import configured


def register(commands: Commands) -> None:
    """Add the command `doctor`."""
    parser = commands.add_parser("doctor", help=WORDS.say("doctor.help"), description=WORDS.say("doctor.about"))
    parser.add_argument("--json", action="store_true", help=WORDS.say("doctor.json"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Tell every finding; REFUSED where one is wrong, OK where something is only worth a look."""
    found = [*examine(variables(), clock.now()), *_provider()]
    for finding in found:
        write(json.dumps(_plain(finding), ensure_ascii=False) if args.json else _line(finding))
    return REFUSED if any(finding.state is State.WRONG for finding in found) else OK


def _provider() -> list[Finding]:
    """Of the identity provider, where one is set."""
    try:
        provider = configured(variables())
    except ValueError:
        return [Finding("provider", State.WRONG, "web.serve.provider")]
    return [Finding("provider", State.OK, "doctor.provider.set", values={"name": provider.name})] if provider else []


def _plain(finding: Finding) -> dict[str, str]:
    message, cure = _words(finding)
    return {"check": finding.check, "state": str(finding.state), "message": message, "cure": cure}


def _line(finding: Finding) -> str:
    """«УВАГА     Сервер пошти     …»: state, what was looked at, what was found, what to do."""
    state, check = WORDS.say(f"doctor.state.{finding.state}"), WORDS.say(f"doctor.check.{finding.check}")
    return f"{state:<8}  {check:<16}  {' '.join(filter(None, _words(finding)))}"


def _words(finding: Finding) -> tuple[str, str]:
    values = {name: moment(v) if isinstance(v, datetime) else v for name, v in finding.values.items()}
    values["command"] = command_name()
    return WORDS.say(finding.message, **values), WORDS.say(finding.cure, **values) if finding.cure else ""
