"""What happened on the demo desk, as data: who checked which words, on which evidence, with which result."""

from __future__ import annotations

from dataclasses import dataclass

from claims.vocabulary import (
    Channel,
    ClaimKind,
    DismissReason,
    Resolution,
    SourceKind,
    SourceRank,
    Stance,
    Status,
    SubReason,
)

DESK = "City"
PEOPLE = [
    # first name, full name, role
    ("ada", "Ada Verhoeven", "editor"),
    ("ben", "Ben Okoro", "reviewer"),
    ("cleo", "Cleo Marsh", "reviewer"),
    ("omar", "Omar Haddad", "observer"),
]


@dataclass(frozen=True)
class Piece:
    """One entry of evidence."""

    title: str
    quote: str
    locator: str
    stance: Stance = Stance.SUPPORTS
    kind: SourceKind = SourceKind.DOCUMENT
    rank: SourceRank = SourceRank.PRIMARY
    url: str = ""
    note: str = ""
    pasted: str = ""  # what the source says, kept as a copy
    figures: str = ""  # of a calculation, which takes the place of the quote
    sum: str = ""


@dataclass(frozen=True)
class Check:
    """What one reviewer did with the claim that holds `words`, and what the editor said to it.

    Words that were not proposed the reviewer marks, as a claim of this `kind`.
    """

    words: str
    by: str
    status: Status | None = None
    sub_reason: SubReason = SubReason.PRIMARY
    note: str = ""
    suggestion: str = ""
    evidence: tuple[Piece, ...] = ()
    attempt: tuple[Channel, str, str] | None = None
    resolution: Resolution | None = None  # None: no verdict yet
    dismissed: DismissReason | None = None
    kind: ClaimKind = ClaimKind.EVENT


@dataclass(frozen=True)
class Story:
    """An article of the demo desk and how far it is."""

    file: str
    writer: str
    due_in_hours: int
    needs_legal: bool = False
    checks: tuple[Check, ...] = ()
    signed: bool = False
    proposed: bool = True  # False: left to the worker, as a visitor would see a new article


PROGRESS = "Transport company, progress report 14 on the electric fleet"
REPORT_14 = """Progress report 14

Table 1. Vehicles delivered and in service
Of the fleet, 22 of 64 vehicles have not entered
passenger service as of 12 November; 42 run on lines 3, 5 and 8.

4. Charging
18 of 30 charging points are in operation.
"""
ORDER = "Council decision 88/2025, order of electric buses"

BUS_DEPOT = Story(
    file="bus_depot.txt",
    writer="Nadia Brandt",
    due_in_hours=5,
    needs_legal=True,
    checks=(
        Check(
            "Twenty-two of the 64 electric buses",
            "ben",
            Status.SOURCED,
            evidence=(
                Piece(
                    PROGRESS,
                    "22 of 64 vehicles have not entered passenger service as of 12 November",
                    "Table 1, page 3",
                    pasted=REPORT_14,
                ),
            ),
            resolution=Resolution.STANDS,
        ),
        Check(
            "cost the city 29.4 million euros",
            "ben",
            Status.DISPUTED,
            SubReason.CONTRADICTED,
            note="The sum is right. The tram order of 2014 was larger: 41 million euros for eleven vehicles.",
            suggestion="The buses cost the city 29.4 million euros, its largest order of buses.",
            evidence=(
                Piece(ORDER, "64 vehicles at a total price of 29,400,000 euros", "Item 2, page 1"),
                Piece(
                    "Transport company, annual report 2014",
                    "eleven low-floor trams, order value 41.0 million euros",
                    "Page 27",
                    Stance.REFUTES,
                ),
            ),
        ),
        Check(
            "only 18 of 30 planned charging points work",
            "cleo",
            Status.SOURCED,
            SubReason.TWO_INDEPENDENT,
            evidence=(
                Piece(PROGRESS, "18 of 30 charging points are in operation", "Section 4, page 9"),
                Piece(
                    "Visit to the Harrow Lane depot",
                    "Counted 12 charging points with a red seal and no cable.",
                    "Hall B, 17 November, 10:20",
                    kind=SourceKind.OBSERVATION,
                ),
            ),
            resolution=Resolution.STANDS,
        ),
        Check(
            "had asked for the connection in March, eleven months",
            "cleo",
            Status.UNVERIFIED,
            SubReason.ONLY_CLAIMANT,
            note="Only Norvolt says so. The transport company has not shown its application.",
            attempt=(
                Channel.EMAIL,
                "Asked the transport company for the dated application to Norvolt.",
                "Press office answered on 18 November: will be looked for. Nothing since.",
            ),
        ),
        Check(
            "nine have reported delays",
            "ben",
            evidence=(
                Piece(
                    "Federal transport agency, bulletin 10",
                    "delays have been reported to us by nine grant recipients",
                    "Page 6",
                    rank=SourceRank.SECONDARY,
                ),
            ),
        ),
        Check("The cable is what is missing", "cleo", dismissed=DismissReason.DUPLICATE),
    ),
)

LAB = "State laboratory, bathing water results May to September"
ACCOUNTS = "River baths association, accounts of the rebuilding"

RIVER_BATHS = Story(
    file="river_baths.txt",
    writer="Nadia Brandt",
    due_in_hours=30,
    signed=True,
    checks=(
        Check(
            "After 41 years without swimmers",
            "ben",
            Status.SOURCED,
            SubReason.CALCULATION,
            note="2026 − 1985 = 41.",
            evidence=(
                Piece("City archive, order to close the river baths", "closed as of 1 October 1985", "File 3/85"),
                Piece(
                    "Own calculation",
                    "",
                    "",
                    kind=SourceKind.CALCULATION,
                    figures="reopened = 2026 from Season plan of the baths\nclosed = 1985 from File 3/85",
                    sum="reopened − closed",
                ),
            ),
            resolution=Resolution.STANDS,
        ),
        Check(
            "closed the river baths in 1985",
            "ben",
            Status.SOURCED,
            evidence=(
                Piece("City archive, order to close the river baths", "closed as of 1 October 1985", "File 3/85"),
                Piece(
                    "State environment report 1986",
                    "the Esk below the city remains in the worst class, with three other rivers",
                    "Page 112",
                    rank=SourceRank.SECONDARY,
                ),
            ),
            resolution=Resolution.STANDS,
        ),
        Check(
            "2,300 people paid three euros each",
            "cleo",
            Status.SOURCED,
            evidence=(
                Piece(
                    "Sports office, ticket count",
                    "Tickets sold at 3.00: 2,304",
                    "Sheet 1, cell D9",
                    kind=SourceKind.DATASET,
                ),
            ),
            resolution=Resolution.STANDS,
        ),
        Check(
            "tested every week since May",
            "cleo",
            Status.SOURCED,
            evidence=(Piece(LAB, "19 samples, weekly from 12 May", "Page 1"),),
            resolution=Resolution.STANDS,
        ),
        Check(
            "none of the 19 samples",
            "cleo",
            Status.SOURCED,
            evidence=(Piece(LAB, "All values below the limit of Directive 2006/7/EC", "Table 2"),),
            resolution=Resolution.STANDS,
        ),
        Check(
            "fallen by 70 per cent",
            "ben",
            Status.DISPUTED,
            SubReason.CONTRADICTED,
            note="The water authority measured 0.42 mg/l in 2015 and 0.17 mg/l last year: 60 per cent less.",
            suggestion="has fallen by 60 per cent",
            evidence=(
                Piece(
                    "Water authority, phosphorus series",
                    "2015: 0.42 mg/l, 2025: 0.17 mg/l",
                    "Rows 15 and 25",
                    Stance.REFUTES,
                    SourceKind.DATASET,
                ),
            ),
            resolution=Resolution.REWORD,
        ),
        Check(
            "I learned to swim here in 1961",
            "ben",
            Status.SOURCED,
            SubReason.RECORDING,
            evidence=(
                Piece(
                    "Interview with Hanne Friis",
                    "I learned to swim here in 1961",
                    "Recording, 04:12",
                    kind=SourceKind.RECORDING,
                ),
            ),
            resolution=Resolution.STANDS,
            kind=ClaimKind.QUOTE,
        ),
        Check(
            "cost 1.4 million euros",
            "cleo",
            Status.SOURCED,
            evidence=(Piece(ACCOUNTS, "Total 1,402,118; own funds 380,000", "Page 2"),),
            resolution=Resolution.STANDS,
        ),
        Check(
            "pays the rest over five years",
            "cleo",
            Status.SOURCED,
            evidence=(
                Piece("Council decision 41/2025, grant to the baths", "payable in five yearly parts", "Item 3, page 1"),
            ),
            resolution=Resolution.STANDS,
        ),
        Check(
            "free for children under twelve",
            "cleo",
            Status.SOURCED,
            evidence=(Piece("Rules of the river baths", "children up to the twelfth birthday: free", "Paragraph 2"),),
            resolution=Resolution.STANDS,
        ),
        Check(
            "more than 20 millimetres of rain",
            "cleo",
            Status.SOURCED,
            evidence=(
                Piece(
                    "Rules of the river baths", "closed after more than 20 mm of rain within 24 hours", "Paragraph 6"
                ),
            ),
            resolution=Resolution.STANDS,
        ),
        Check(
            "treated no one for a water-borne infection",
            "cleo",
            Status.UNVERIFIED,
            SubReason.NO_ACCESS,
            note="The hospital's word only; its figures are not public.",
            attempt=(
                Channel.PHONE,
                "Asked the health office for reported infections from bathing.",
                "The office records the illness, not where it was caught.",
            ),
            resolution=Resolution.ATTRIBUTE,
        ),
        Check(
            "is to follow in 2028",
            "ben",
            Status.SOURCED,
            evidence=(
                Piece(
                    "Council minutes, September", "tannery site to open for bathing in summer 2028", "Item 11, page 13"
                ),
            ),
            resolution=Resolution.STANDS,
        ),
        Check(
            "by 31 votes to 20",
            "ben",
            Status.SOURCED,
            evidence=(Piece("Council minutes, September", "carried with 31 votes to 20", "Item 11, page 14"),),
            resolution=Resolution.STANDS,
        ),
    ),
)

SCHOOL_MEALS = Story(file="school_meals.txt", writer="Joost Lindqvist", due_in_hours=22, proposed=False)

STORIES = (RIVER_BATHS, BUS_DEPOT, SCHOOL_MEALS)
