"""Whether sealed releases get their time stamps, where an authority is named."""

from collections.abc import Mapping

from kpi.services.operation.doctor.finding import Finding, attention, ok, wrong
from kpi.services.operation.stamping import altered, awaited
from kpi.services.seals.time_stamps.authority import ADDRESS, CERTIFICATES, authority
from kpi.services.seals.time_stamps.stamps import are_certificates
from kpi.store import Store


def stamps(store: Store, environment: Mapping[str, str]) -> Finding:
    """Whether the stamps that there are hold, by which certificates; the last checkpoint's stamp. Nobody is asked."""
    if wrongs := altered(store):
        return wrong("stamps", f"seal.finding.{wrongs[0].key}", "doctor.stamps.altered_cure", **wrongs[0].values)
    if not environment.get(ADDRESS):
        return ok("stamps", "doctor.stamps.off")
    asked = authority()
    if asked is None or not are_certificates(asked.certificates):
        return wrong("stamps", "seal.trouble.certificates", "doctor.stamps.certificates_cure", setting=CERTIFICATES)
    if awaited(store) is not None:
        return attention("stamps", "doctor.stamps.awaited", "doctor.stamps.awaited_cure", address=asked.address)
    return ok("stamps", "doctor.stamps.there", address=asked.address)
