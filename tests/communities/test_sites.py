"""The file of communities: what it says, and every way of being wrong in it told by what, where and cure."""

from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.cli.sites import SITES, SitesError, read
from kpi.community import declare
from tests.communities.conftest import NAMES, Set
from tests.postgresql import Server


def written(folder: Path, text: str) -> Path:
    file = folder / "sites.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_what_is_left_out_follows_from_the_rest(tmp_path: Path) -> None:
    found = read(
        written(
            tmp_path,
            'address = "https://region.example.org"\nstore = "postgresql://db/all"\n'
            "[region]\nprefix = '/region'\n"
            "[community.persha]\n"
            '[community.druha]\nhost = "Druha.example.org"\nstore = "d/own.sqlite"\nsmtp_from = "a@b.example"\n'
            "population = 1200\ncounted_on = 2025-01-01\n",
        )
    )
    first, second = found.communities
    assert (first.prefix, first.host, first.rows) == ("/persha", "", "persha")
    assert first.variables == {
        "POSTUP_STORE": "postgresql://db/all",
        "POSTUP_ADDRESS": "https://region.example.org/persha",
    }
    assert (second.prefix, second.host, second.rows) == ("", "druha.example.org", "1")
    assert second.variables["POSTUP_STORE"] == str(tmp_path / "d" / "own.sqlite")
    assert second.variables["POSTUP_ADDRESS"] == "https://druha.example.org"
    assert second.variables["POSTUP_SMTP_FROM"] == "a@b.example"
    assert (second.population, second.counted_on) == (1200, "2025-01-01")
    assert found.region is not None and found.region.address == "https://region.example.org/region"


ONE = '[community.persha]\nstore = "p.sqlite"\n'


@pytest.mark.parametrize(
    ("text", "key", "place"),
    [
        ("[community", "no_toml", ""),
        ("", "none", ""),
        ("[community.Persha]\nstore = 'p'", "key", "community.Persha"),
        ("[community.persha]", "no_store", "community.persha"),
        (ONE + "shop = 1", "unknown", "community.persha.shop"),
        (ONE + "host = 'a.example'\nprefix = '/a'", "both", "community.persha"),
        (ONE + "host = 'https://a.example'", "host", "community.persha.host"),
        (ONE + "prefix = '/a/b'", "prefix", "community.persha.prefix"),
        (ONE + "prefix = '/assets'", "prefix", "community.persha.prefix"),
        (ONE + "population = 5", "population", "community.persha"),
        (ONE + "population = -5\ncounted_on = 2025-01-01", "value", "community.persha.population"),
        (ONE + "[community.b]\nprefix = '/persha'\nstore = 'b.sqlite'", "twins", "community.b"),
        (ONE + "[community.b]\nstore = 'p.sqlite'", "twin_rows", "community.b"),
        (ONE + "[region]\nprefix = '/persha'", "twins", "region"),
        (ONE + "[region]\nlanguage = 'la'", "value", "region.language"),
        ("address = 'region'\n" + ONE, "address", "address"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, key: str, place: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(SitesError) as told:
        read(file)
    assert told.value.key == key
    assert str(told.value).startswith(f"{file}: ") and place in str(told.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SitesError) as told:
        read(tmp_path / "nothing.toml")
    assert told.value.key == "unreadable"


def test_a_command_is_for_one_community_or_for_each(
    together: Set, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    together()
    assert main(["progress"]) == 1
    assert "persha, druha" in capsys.readouterr().err
    assert main(["progress", "--community", "tretia"]) == 1
    assert "tretia" in capsys.readouterr().err
    shown = {}
    for key in NAMES:
        assert main(["user", "list", "--community", key]) == 0
        shown[key] = capsys.readouterr().out
    assert "Людина Перша" in shown["persha"] and "Людина Друга" not in shown["persha"]
    monkeypatch.setenv("POSTUP_COMMUNITY", "druha")
    assert main(["user", "list"]) == 0
    assert capsys.readouterr().out == shown["druha"]
    monkeypatch.delenv("POSTUP_COMMUNITY")
    main(["doctor"])
    told = capsys.readouterr()
    assert [line for line in told.err.splitlines() if line.startswith("— ")] == ["— persha —", "— druha —"]


def test_letters_are_of_each_community(together: Set, capsys: pytest.CaptureFixture[str]) -> None:
    together()
    main(["remind", "--on", "2026-10-20", "--dry-run"])
    first, _, second = capsys.readouterr().err.partition("— druha —")
    assert first.startswith("— persha —") and second


@pytest.mark.sqlite
@pytest.mark.parametrize("way", ["a store each", "one store"])
def test_backups_of_one_community_leave_those_of_another(together: Set, way: str) -> None:
    both = together(way)
    assert main(["backup", "--keep", "1"]) == 0
    assert backed_up(both.folder) == (
        ["all/backups/persha"] if way == "one store" else ["d/backups/druha", "p/backups/persha"]
    )


def test_backups_of_a_database_server_lie_in_the_folder_of_the_site(
    together: Set, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(together("one store", store=postgresql.empty()).folder)
    assert main(["backup", "--keep", "1"]) == 0
    assert backed_up(Path.cwd()) == ["var/backups/persha"]


def backed_up(below: Path) -> list[str]:
    """The folders with a backup, one entry a backup."""
    return sorted(str(file.parent.relative_to(below)) for file in below.rglob("postup-*Z.sqlite"))


def test_without_a_file_there_is_one_community(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(SITES, raising=False)
    assert main(["doctor", "--community", "persha"]) == 2
    assert "POSTUP_SITES" in capsys.readouterr().err
    declare({})
