"""First sentences of both kinds, written for these tests, under a headline that tells nothing.

Rows are in the form of those for headlines.
"""

import pytest

from tests.claims import events_of, ids

NEWS = "Trade news of the day"

ACTS = [
    ("MOFCOM announced Tuesday that it has included 15 US entities in its export control list.", ("list ECL 15",)),
    (
        "China has decided to include 20 entities such as Alpha Ships Co., Ltd. in the export control list.",
        ("list ECL 20",),
    ),
    ("The move will see 12 American companies added to China's export control list.", ("list ECL 12",)),
    (
        "Exports of dual-use items to the 28 entities are prohibited, the Chinese commerce ministry said.",
        ("list ECL 28",),
    ),
    ("Chinese companies are barred from exporting dual-use items to seven EU entities, MOFCOM said.", ("list ECL 7",)),
    ("China's Commerce Ministry has placed two US firms on its unreliable entities list.", ("list UEL 2",)),
    ("Two US companies have been included in the unreliable entity list, MOFCOM announced.", ("list UEL 2",)),
    (
        "According to a MOFCOM announcement, 14 foreign entities were put on the unreliable entity list.",
        ("list UEL 14",),
    ),
    ("The unreliable entity list working mechanism decided to add 11 companies to the list.", ("list UEL 11",)),
    ("China's Foreign Ministry announced countermeasures against 13 US military companies.", ("list CM 13",)),
    (
        "Beijing put 20 Japanese firms on its export control list and another 20 on a watchlist.",
        ("list ECL 20", "list WL 20"),
    ),
    ("12 US companies including Alpha and Beta are now on China's export control list.", ("list ECL 12",)),
    ("Beijing on Friday said it would require exporters to obtain licenses for samarium.", ("control DU",)),
    ("Starting Dec. 1, exporters of some graphite products will need permits, the ministry said.", ("control DU",)),
    ("Export permits will be required for some graphite products from Dec 1, China said.", ("control DU",)),
    ("Some graphite products will be subject to Chinese export controls from December 1.", ("control DU",)),
    ("Graphite was placed under export controls by China.", ("control DU",)),
    ("MOFCOM and Customs: export controls on antimony from 15 September.", ("control DU",)),
    ("Two drone engines move from temporary to permanent dual-use control in China.", ("control DU 2",)),
    ("China announced it was banning the export of gallium to the United States.", ("restrict DU",)),
    ("China will no longer allow exports of dual-use items to the US military.", ("restrict DU",)),
    ("The ministry said exports of gallium to the United States would no longer be allowed.", ("restrict DU",)),
    ("The ministry announced a ban on exports of dual-use items to Japan's military.", ("restrict DU",)),
    ("China orders a halt to exports of rare earth magnets to Japan.", ("restrict DU",)),
    ("The ministry said it would suspend Announcements No. 55 to 58 of 2025 until November 10, 2026.", ("suspend DU",)),
    ("The ministry said it would halt for one year the export control measures of October 9.", ("suspend DU",)),
    (
        "China has extended by 90 days the suspension of measures on 16 firms on its export control list.",
        ("extend ECL 16",),
    ),
    ("Beijing will stop applying the export control measures to 12 US entities.", ("lift ECL 12",)),
    ("The ministry said the export control measures on 12 US entities had been lifted.", ("lift ECL 12",)),
    ("The Commerce Ministry launched an unreliable entity list investigation into PVH Group.", ("investigate UEL",)),
    ("MOFCOM released a draft of the technology export catalogue for public comments.", ("propose TC",)),
    ("China is soliciting public opinions on the Catalogue of Technologies Restricted from Export.", ("propose TC",)),
]

NO_ACTS = [
    "US companies have complained about China's export controls on rare earths.",
    "Washington accused Beijing of breaking the truce by restricting rare earth exports.",
    "Trump said China had imposed export controls on rare earths.",
    "The US said China had added 15 US companies to a list.",
    "China produces 98 per cent of gallium and controls exports of it.",
    "The US, Japan and the Netherlands have restricted exports of chip tools to China.",
    "China's exports of rare earths to the US rose in May.",
    "The EU wants China to lift export controls on rare earths.",
    "Companies that export to Japan must apply for licences, lawyers say.",
    "China's top legislature passed the export control law.",
    "China agreed to suspend the measures, the White House said.",
    "The firm said it was not affected by Chinese export controls on graphite.",
    "Chinese export controls on rare earths were the main topic of the talks.",
    "The spokesperson said China would take necessary measures to protect its firms.",
    "Some analysts expect Beijing to add more US firms to its unreliable entity list.",
    "China last year imposed export controls on graphite.",
    "The ministry recalled that it had banned exports of gallium to the US in December.",
    "Newly blacklisted Alpha and Beta say the sanctions will have little impact.",
    "The company plans to list on the Shanghai stock exchange.",
    "China was hit with export controls by the US.",
    "China was added to a US list of currency manipulators.",
]


@pytest.mark.parametrize(("sentence", "expected"), ACTS, ids=ids(ACTS))
def test_acts_are_read_from_first_sentences(sentence: str, expected: tuple[str, ...]) -> None:
    assert events_of(NEWS, sentence) == list(expected)


@pytest.mark.parametrize("sentence", NO_ACTS)
def test_other_first_sentences_make_no_event(sentence: str) -> None:
    assert events_of(NEWS, sentence) == []
