"""A made-up Polish community as its own workbooks would be: Polish sheets, headers, choices, periods and codes."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook

from kpi.services.publishing import CheckedWorkbook
from kpi.store import open_store
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reading import Reading, read
from tests.fiscal_years import CALENDAR
from tests.publishing import publish

Rows = Sequence[Sequence[object]]
FIRST, SECOND = date(2026, 8, 14), date(2026, 11, 14)
NAME = "Gmina Łódź-Żółkiew: liczba miejsc w żłobkach"
PLAN: Mapping[str, Rows] = {
    "Strategia": [
        ("Parametr", "Wartość"),
        ("Nazwa", "Strategia rozwoju „Nasza Żółkiew”"),
        ("Samorząd", "Gmina Łódź-Żółkiew"),
        ("Wydanie", "2023-2027"),
        ("Pierwszy rok", 2023),
        ("Ostatni rok", 2027),
        ("Rok bazowy", 2022),
        ("Dane przykładowe", "nie"),
        ("Uchwała o przyjęciu", "Uchwała nr XII/34/2022 z 15 grudnia 2022 r."),
        ("Licencja", "CC BY 4.0"),
        ("Kontakt", "urzad@example.org"),
        ("Waluta", "złoty"),
        ("Termin przekazania, dni", 15),
        ("Strefa czasowa", "Europe/Warsaw"),
        ("Dni robocze", "pn–pt"),
        ("Podstawa prawna otwartych danych", "Ustawa o otwartych danych"),
    ],
    "Obszary": [("Kod", "Nazwa"), ("społeczny", "Społeczeństwo"), ("śródmieście", "Śródmieście i zieleń")],
    "Cele strategiczne": [
        ("Kod", "Obszar", "Nazwa"),
        ("1", "społeczny", "Zdrowa i życzliwa gmina"),
        ("2", "śródmieście", "Zieleń w każdej części miasta"),
    ],
    "Cele operacyjne": [
        ("Kod", "Cel strategiczny", "Nazwa", "Jednostka odpowiedzialna"),
        ("1.1", "1", "Więcej miejsc opieki nad dziećmi", "Wydział Spraw Społecznych"),
        ("2.Ż", "2", "Drzewa i ścieżki", "Zarząd Zieleni"),
    ],
    "Jednostki": [
        ("Kod", "Nazwa", "Kontakt"),
        ("społeczne", "Wydział Spraw Społecznych", "spoleczny@example.org"),
        ("zieleń", "Zarząd Zieleni", ""),
    ],
    "Sesje rady": [("Data", "Nazwa"), (date(2026, 9, 24), "XX sesja")],
    "Decyzje": [
        ("Numer", "Data", "Organ", "Nazwa", "Odsyłacz", "Przedmiot", "Komentarz"),
        ("XX/7/2026", date(2026, 9, 24), "rada", "W sprawie miejsc w żłobkach", "", "1.1", ""),
    ],
    "Polecenia": [
        ("Decyzja", "Data decyzji", "Numer polecenia", "Polecenie", "Jednostka", "Termin", "Stan", "Wykonano", "Dowód"),
        *(
            ("XX/7/2026", date(2026, 9, 24), number, words, "Wydział Spraw Społecznych", due, state, done, "")
            for number, words, due, state, done in (
                ("1", "Wskazać budynek żłobka", date(2026, 10, 31), "otwarte", ""),
                ("2", "Policzyć dzieci", date(2026, 10, 15), "wykonane", date(2026, 10, 12)),
            )
        ),
    ],
    "Wydarzenia": [("Data", "Wydarzenie", "Kody", "Odsyłacz"), (date(2026, 7, 1), "Powódź", "2.Ż", "")],
    "Ryzyka": [
        ("Cel", "Co musi się spełnić", "Kto czuwa", "Przegląd do"),
        ("1.1", "Budynek jest wolny", "Wydział Spraw Społecznych", date(2026, 10, 1)),
    ],
}
_HEADER = (
    *("Kod", "Nazwa wskaźnika", "Jednostka miary", "Kierunek", "Rodzaj", "Częstotliwość", "Rok bazowy"),
    *("Wartość bazowa", "Cel 2024", "Cel 2027", "Granica od", "Granica do", "Jednostka odpowiedzialna"),
    *("Źródło danych", "Metodyka"),
)
_SOCIAL, _GREEN = ("Wydział Spraw Społecznych", "Rejestr żłobków"), ("Zarząd Zieleni", "Ewidencja drzew")
_SEEN = ("Kod", "Rok", "Półrocze", "Kwartał", "Miesiąc", "Wartość", "Komentarz", "Przyczyna braku", "Stan danych")
GOALS: Mapping[str, Mapping[str, Rows]] = {
    "1.1": {
        "Wskaźniki": [
            _HEADER,
            (
                "1.1.1",
                NAME,
                "miejsc",
                "wzrost",
                "stan",
                "kwartał",
                2022,
                120,
                160,
                240,
                "",
                "",
                *_SOCIAL,
                "Stan na koniec",
            ),
            (
                "1.1.2",
                "Odsetek dzieci objętych opieką",
                "%",
                "wzrost",
                "stan",
                "rok",
                2022,
                18,
                24,
                33,
                "",
                "",
                *_SOCIAL,
                "",
            ),
            (
                "1.1.3",
                "Uchwała o żłobkach",
                "tak/nie",
                "wzrost",
                "",
                "rok",
                2022,
                "nie",
                "tak",
                "tak",
                "",
                "",
                *_SOCIAL,
                "",
            ),
            (
                "1.1.4",
                "Czas oczekiwania na miejsce",
                "dni",
                "spadek",
                "stan",
                "półrocze",
                2022,
                90,
                70,
                30,
                "",
                "",
                *_SOCIAL,
                "",
            ),
            (
                "1.1.5",
                "Temperatura w salach",
                "°C",
                "utrzymanie",
                "stan",
                "kwartał",
                2022,
                17,
                "",
                "",
                18,
                22,
                *_SOCIAL,
                "",
            ),
        ],
        "Obserwacje": [
            _SEEN,
            ("1.1.1", 2025, "", "IV kw.", "", 170, "", "", ""),
            ("1.1.1", 2026, "", "I kwartał", "", 176, "Otwarto żłobek „Żabka”", "", ""),
            ("1.1.1", 2026, "", "II", "", 180, "Opóźnił się odbiór budynku", "", "ostateczne"),
            ("1.1.2", 2025, "", "", "", 28.5, "", "", "wstępne"),
            ("1.1.3", 2025, "", "", "", "tak", "", "", ""),
            ("1.1.4", 2025, "II półrocze", "", "", 95, "Więcej zgłoszeń", "", ""),
            ("1.1.4", 2026, "I", "", "", "", "", "nie zebrano", ""),
            ("1.1.5", 2026, "", 2, "", 16, "", "", ""),
        ],
        "Działania": [
            (
                "Kod",
                "Nazwa",
                "Stan",
                "Termin",
                "Wykonano %",
                "Budżet planowany",
                "Budżet wydany",
                "Źródło finansowania",
            ),
            (
                "1.1",
                "Budowa żłobka przy ul. Źródlanej",
                "w toku",
                "31 grudnia 2026",
                40,
                2500000,
                800000,
                "budżet gminy",
            ),
        ],
    },
    "2.Ż": {
        "Wskaźniki": [
            _HEADER,
            (
                "2.Ż.1",
                "Posadzone drzewa",
                "drzewa",
                "wzrost",
                "suma roczna",
                "kwartał",
                2022,
                300,
                400,
                700,
                "",
                "",
                *_GREEN,
                "",
            ),
            ("2.Ż.2", "Długość ścieżek", "km", "wzrost", "przyrost", "miesiąc", 2022, 12, 15, 30, "", "", *_GREEN, ""),
            (
                "2.Ż.3",
                "Zadowolenie mieszkańców",
                "punkty",
                "wzrost",
                "stan",
                "rok",
                2022,
                3.5,
                "",
                "rośnie",
                "",
                "",
                *_GREEN,
                "",
            ),
        ],
        "Obserwacje": [
            _SEEN,
            *(
                ("2.Ż.1", 2025, "", quarter, "", 110, "", "", "")
                for quarter in ("I kw.", "II kw.", "III kw.", "IV kw.")
            ),
            ("2.Ż.1", 2026, "", "I kw.", "", 150, "", "", ""),
            ("2.Ż.2", 2026, "", "", "czerwiec", 0.4, "", "", ""),
            ("2.Ż.2", 2026, "", "", "lip", "b.d.", "", "", ""),
            ("2.Ż.3", 2025, "", "", "", 3.9, "", "", ""),
        ],
        "Zawieszenia": [
            ("Kod", "Od", "Do", "Przyczyna", "Akt (numer i data)", "Przegląd do"),
            ("2.Ż.2", "01.08.2026", "", "Powódź", "Zarządzenie nr 5 z 30.07.2026", "31.12.2026"),
        ],
    },
}
#: a file by itself, of calendar years
EXPECTED = Expected(fiscal_year=CALENDAR)
#: the second release: one more quarter, one value corrected
LATER: Mapping[str, Rows] = {
    **GOALS["1.1"],
    "Obserwacje": [
        *(
            row if row[:4] != ("1.1.1", 2026, "", "II") else (*row[:5], 182, "Poprawiono po kontroli", "", "")
            for row in GOALS["1.1"]["Obserwacje"]
        ),
        ("1.1.1", 2026, "", "III kw. 2026", "", 184, "Odbiór przesunięto na grudzień", "", ""),
    ],
}


def saved(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook as openpyxl writes it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([None if value == "" else value for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def reading(sheets: Mapping[str, Rows], file: str = "book.xlsx") -> Reading:
    return read(saved(sheets), file, EXPECTED)


def checked(sheets: Mapping[str, Rows], file: str) -> CheckedWorkbook:
    """A workbook read and ready to be published."""
    return CheckedWorkbook(reading(sheets, file), saved(sheets))


def first_books() -> list[CheckedWorkbook]:
    return [checked(PLAN, "plan.xlsx"), *(checked(sheets, f"{code}.xlsx") for code, sheets in GOALS.items())]


def publish_all(where: str) -> None:
    """Both releases into the store `where`."""
    store = open_store(where)
    publish(first_books(), FIRST, store=store)
    publish([checked(LATER, "1.1.xlsx")], SECOND, store=store)
