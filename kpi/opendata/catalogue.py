"""The release in a DCAT-AP catalogue (JSON-LD), for portals that gather data by themselves; both languages at once.

Follows DCAT-AP 3: catalogue, dataset with its distributions, the API as a data service. The context is written out, so
that nothing has to be fetched to read it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kpi.model import Frequency
from kpi.opendata.metadata import ReleaseMetadata
from kpi.opendata.package import written

MEDIA_TYPE = "application/ld+json; charset=utf-8"
_EU = "http://publications.europa.eu/resource/authority"
_IANA = "https://www.iana.org/assignments/media-types"
_CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_RHYTHM = {
    Frequency.MONTH: "MONTHLY",
    Frequency.QUARTER: "QUARTERLY",
    Frequency.HALF_YEAR: "ANNUAL_2",
    Frequency.YEAR: "ANNUAL",
}
_FORMATS = {"csv": "CSV", "xlsx": "XLSX", "zip": "ZIP", "json": "JSON"}


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """A file of the release as catalogues describe it: its words in both languages."""

    name: str
    media_type: str
    body: bytes
    title: Mapping[str, str]


def catalogue(about: Mapping[str, ReleaseMetadata], files: list[CatalogueFile]) -> bytes:
    """The catalogue. `about` holds the card of the release by language."""
    card = _own(about)
    service = _service(card)
    described = {
        "@context": _CONTEXT,
        "@id": f"{card.file('catalogue.jsonld')}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _both(about, "title"),
        "dct:description": _both(about, "description"),
        "dct:publisher": _publisher(about),
        "foaf:homepage": {"@id": f"{card.site}/"},
        "dct:language": [{"@id": f"{_EU}/language/{language.authority}"} for language in card.languages],
        "dct:issued": _day(card.issued.isoformat()),
        "dct:modified": _modified(card),
        **_licence(card),
        "dcat:dataset": [_dataset(about, files, str(service["@id"]))],
        "dcat:service": [service],
    }
    return written(described)


def _dataset(about: Mapping[str, ReleaseMetadata], files: list[CatalogueFile], service: str) -> dict[str, Any]:
    card = _own(about)
    return {
        "@id": _dataset_id(card),
        "@type": "dcat:Dataset",
        "dct:identifier": card.identifier,
        "dct:title": _both(about, "title"),
        "dct:description": [_said(lang, f"{one.line}. {one.description}") for lang, one in about.items()],
        "dcat:keyword": [_said(lang, word) for lang, one in about.items() for word in one.keywords],
        "dcat:theme": [{"@id": f"{_EU}/data-theme/GOVE"}, {"@id": f"{_EU}/data-theme/REGI"}],
        "dct:publisher": _publisher(about),
        "dcat:contactPoint": _contact(card),
        "dct:accrualPeriodicity": {"@id": f"{_EU}/frequency/{_rhythm(card)}"},
        "dct:accessRights": {"@id": f"{_EU}/access-right/PUBLIC"},
        "dct:language": [{"@id": f"{_EU}/language/{language.authority}"} for language in card.languages],
        "dct:issued": _day(card.issued.isoformat()),
        "dct:modified": _modified(card),
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:endDate": _day(card.as_of.isoformat())},
        "dcat:version": card.version.isoformat(),
        "dcat:landingPage": {"@id": card.page, "@type": "foaf:Document"},
        "adms:versionNotes": [_said(lang, one.text.say("data.demo")) for lang, one in about.items() if one.demo],
        "dcat:distribution": [_distribution(card, file, service) for file in files],
    }


def _own(about: Mapping[str, ReleaseMetadata]) -> ReleaseMetadata:
    """The card in the strategy's language, which tells what has no language."""
    return next(card for card in about.values() if card.text.language is card.languages[0])


def _rhythm(card: ReleaseMetadata) -> str:
    """The authority's word for how often the finest of the indicators are updated."""
    return _RHYTHM[card.rhythm[0]] if card.rhythm else "UNKNOWN"


def _distribution(card: ReleaseMetadata, file: CatalogueFile, service: str) -> dict[str, Any]:
    address, media_type = card.file(file.name), file.media_type.split(";")[0]
    described: dict[str, Any] = {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": [_said(lang, words) for lang, words in file.title.items()],
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{_IANA}/{media_type}"},
        "dcat:byteSize": {"@value": str(len(file.body)), "@type": "xsd:nonNegativeInteger"},
        **_licence(card),
        "dct:modified": _modified(card),
        "dcat:accessService": {"@id": service},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": hashlib.sha256(file.body).hexdigest(), "@type": "xsd:hexBinary"},
        },
    }
    kind = _FORMATS.get(file.name.rsplit(".", 1)[-1])
    return described | ({"dct:format": {"@id": f"{_EU}/file-type/{kind}"}} if kind else {})


def _service(card: ReleaseMetadata) -> dict[str, Any]:
    return {
        "@id": f"{card.site}/api/v1/openapi.json#service",
        "@type": "dcat:DataService",
        "dct:title": [_said(language, "API /api/v1") for language in card.text.languages],
        "dcat:endpointURL": {"@id": f"{card.site}/api/v1/"},
        "dcat:endpointDescription": {"@id": f"{card.site}/api/v1/openapi.json"},
        "dcat:servesDataset": {"@id": _dataset_id(card)},
        **_licence(card),
    }


def _dataset_id(card: ReleaseMetadata) -> str:
    return f"{card.page}#dataset"


def _publisher(about: Mapping[str, ReleaseMetadata]) -> dict[str, Any]:
    return {"@type": "foaf:Agent", "foaf:name": [_said(lang, one.publisher) for lang, one in about.items()]}


def _contact(card: ReleaseMetadata) -> dict[str, Any]:
    described: dict[str, Any] = {"@type": "vcard:Organization", "vcard:fn": _said(card.languages[0], card.publisher)}
    mail = card.contact if "@" in card.contact and not any(sign.isspace() for sign in card.contact) else ""
    if mail:
        return described | {"vcard:hasEmail": {"@id": f"mailto:{mail}"}}
    return described | ({"vcard:note": card.contact} if card.contact else {})


def _licence(card: ReleaseMetadata) -> dict[str, Any]:
    """The licence that the plan names; no word of one where it names none."""
    if not card.licence:
        return {}
    named = {"@type": "dct:LicenseDocument", "dct:title": card.licence}
    return {"dct:license": named | ({"@id": card.licence_url} if card.licence_url else {})}


def _both(about: Mapping[str, ReleaseMetadata], name: str) -> list[dict[str, str]]:
    return [_said(lang, str(getattr(one, name))) for lang, one in about.items()]


def _said(language: str, words: str) -> dict[str, str]:
    return {"@language": language, "@value": words}


def _modified(card: ReleaseMetadata) -> dict[str, str]:
    """With the time where it is known: two publications of a day differ."""
    moment = card.moment
    return {"@type": "xsd:dateTime", "@value": moment} if moment else _day(card.version.isoformat())


def _day(day: str) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": day}
