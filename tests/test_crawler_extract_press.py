"""Reports read whole: what the text adds to the headline, what it takes away, and the quote that proves it."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.press import extract_english_statement, extract_reports
from crawler.extract.press.tokens import LEXICON
from storage.model import Article, Notice, PolicyEvent

SOMETHING = "China adds 15 US firms to export control list"


def article(title: str, text: str, published: str | None = "2025-04-10", **fields: str) -> Article:
    found = Article(source="t", key="t:1", url="https://example.org/1", title=title, text=text, published=published)
    return replace(found, **fields)  # type: ignore[arg-type]


def read(title: str, text: str, published: str | None = "2025-04-10") -> list[PolicyEvent]:
    return list(extract_reports(article(title, text, published)))


def one(title: str, text: str, published: str | None = "2025-04-10") -> PolicyEvent:
    events = read(title, text, published)
    assert len(events) == 1, [(event.action, event.regime) for event in events]
    return events[0]


def names(event: PolicyEvent) -> list[str | None]:
    return [target.name_en for target in event.targets]


# --- what the text adds


def test_the_list_that_the_text_names_settles_sanctions_in_the_title() -> None:
    event = one("China sanctions two US arms makers", "MOFCOM put both on the unreliable entity list on Thursday.")
    assert (event.action, event.regime) == ("list", "unreliable-entity-list")


def test_dual_use_words_make_sanctions_an_export_control_listing() -> None:
    event = one("China hits US defence firms with sanctions", "They may no longer receive dual-use items from China.")
    assert (event.regime, event.measures) == ("export-control-list", ("dual-use-export-ban",))


def test_sanctions_without_a_list_are_countermeasures() -> None:
    event = one("China sanctions 13 US firms over arms sales", "The Foreign Ministry froze their assets in China.")
    assert (event.regime, event.declared_count, event.measures) == ("countermeasures", 13, ("asset-freeze",))


def test_two_lists_of_one_sentence_are_two_events_with_their_own_numbers() -> None:
    first, second = read(
        "Beijing hits back", "MOFCOM put 16 US firms on the export control list and 11 on the unreliable entity list."
    )
    assert (first.regime, first.declared_count) == ("export-control-list", 16)
    assert (second.regime, second.declared_count) == ("unreliable-entity-list", 11)


def test_a_number_that_only_the_text_prints_counts_the_listed() -> None:
    assert (
        one("China restricts exports to US defense firms", "Ten companies were added on Monday.").declared_count == 10
    )


def test_no_sum_is_made_of_a_name_and_others() -> None:
    assert (
        one("China sanctions Boeing and 19 other US firms", "The Foreign Ministry announced it.").declared_count is None
    )


def test_names_are_read_where_they_stand_and_as_printed() -> None:
    text = (
        "The ministry added 3 US firms, including Alpha Dynamics, Beta Systems, Inc. and General Rockets, to the list."
    )
    event = one("China adds three US firms to unreliable entity list", text)
    assert names(event) == ["Alpha Dynamics", "Beta Systems, Inc", "General Rockets"]
    assert {target.country for target in event.targets} == {"US"}


def test_names_in_the_headline_are_the_verbs_object() -> None:
    assert names(one("China sanctions Alpha Dynamics, Betatron over Taiwan", "The Foreign Ministry said so.")) == [
        "Alpha Dynamics",
        "Betatron",
    ]


def test_a_forum_is_an_organization() -> None:
    event = one("China adds Halberd Security Forum to unreliable entity list", "MOFCOM announced it.")
    assert [(target.kind, target.name_en) for target in event.targets] == [("organization", "Halberd Security Forum")]


def test_goods_are_targets_and_descriptions_are_none() -> None:
    event = one("China imposes export controls on gallium, germanium and related items", "Permits are needed.")
    assert names(event) == ["gallium", "germanium"]


def test_countries_are_targets_of_a_restriction() -> None:
    event = one("China bans exports of gallium to the US", "The ministry said so.")
    assert [(target.kind, target.country) for target in event.targets] == [("country", "US"), ("item", None)]
    assert event.measures == ("dual-use-export-ban",)


def test_seven_rare_earths_are_counted_and_one_number_among_several_goods_is_not() -> None:
    assert one("China puts export controls on seven rare earths", "MOFCOM said so.").declared_count == 7
    several = "China puts export controls on batteries, five rare earths and graphite"
    assert one(several, "MOFCOM said so.").declared_count is None


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("They are prohibited from China-related import and export activities.", "trade-ban"),
        ("They may not make new investments in China.", "investment-ban"),
        ("Their executives are banned from entering China.", "entry-ban"),
        ("Work permits of their executives were revoked.", "permit-revocation"),
        ("Chinese firms are barred from transactions and cooperation with them.", "transaction-ban"),
        ("Nobody in China may not provide them with data.", "data-transfer-ban"),
        ("Their property in China is frozen.", "asset-freeze"),
        ("They were fined twice the value of the contracts.", "fine"),
    ],
)
def test_measures_are_those_that_the_text_prints(words: str, measure: str) -> None:
    assert measure in one("China adds two US firms to unreliable entity list", words).measures


def test_measures_of_one_list_do_not_pass_to_the_other() -> None:
    text = (
        "China put 28 US firms under export controls and 10 on the unreliable entity list; "
        "dual-use exports to the 28 are banned."
    )
    first, second = read("China targets US firms", text)
    assert (first.measures, second.measures) == (("dual-use-export-ban",), ())


# --- dates


@pytest.mark.parametrize(
    ("text", "published", "effective"),
    [
        ("The listing takes effect on April 12, 2025.", "2025-04-10", "2025-04-12"),
        ("The listing is in force from 12 April.", "2025-04-10", "2025-04-12"),
        ("The ban applies from 12:01 pm Thursday.", "2025-04-10", "2025-04-10T12:01:00+08:00"),
        ("Announced on 9 April; effective immediately.", "2025-04-10", "2025-04-09"),
        ("It is effective immediately.", "2025-04-10", None),
        ("It takes effect on Sept. 15.", "2025-01-02", None),  # no year printed, and none near
        ("It takes effect on 31 February 2025.", "2025-04-10", None),
    ],
)
def test_effective_on_needs_a_printed_clause_and_a_known_year(text: str, published: str, effective: str | None) -> None:
    assert one(SOMETHING, text, published).effective_on == effective


def test_a_year_is_taken_from_a_full_date_of_the_text_when_the_publication_is_far() -> None:
    text = "MOFCOM announced on 9 October 2025 export controls on graphite. They take effect on 8 November."
    assert one("China widens export curbs on graphite", text, "2024-01-02").effective_on == "2025-11-08"


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("The measures are suspended for 90 days from May 14.", "2025-08-11"),
        ("The suspension lasts until Nov. 10, 2026.", "2026-11-10"),
        ("The measures are suspended for one year from 10 May 2025.", "2026-05-09"),
        ("The measures are suspended for 90 days.", None),  # no start is printed
    ],
)
def test_until_on_is_printed_or_counted_from_a_printed_start(text: str, until: str | None) -> None:
    assert one("China suspends export controls on 28 US firms", text, "2025-05-14").until_on == until


def test_a_consultation_ends_on_its_closing_day() -> None:
    text = "MOFCOM opened a public consultation until 1 Feb on the technology catalogue."
    event = one("China proposes export curbs on battery technology", text, "2025-01-02")
    assert (event.action, event.regime, event.until_on) == ("propose", "technology-catalogue", "2025-02-01")


def test_dates_of_one_act_do_not_pass_to_another() -> None:
    text = (
        "From 8 Nov licences are needed for graphite; the same day 14 foreign firms went on the unreliable entity list."
    )
    control, listing = read("China announces new export control measures", text, "2025-10-09")
    assert (control.effective_on, listing.effective_on) == ("2025-11-08", None)


def test_weekdays_are_resolved_by_the_publication() -> None:
    assert one(SOMETHING, "MOFCOM announced the listing on Tuesday.", "2025-03-06").announced_on == "2025-03-04"


# --- numbers of notices


def test_a_notice_is_known_by_number_and_year_only() -> None:
    title = "China suspends rare-earth export controls"
    text = "MOFCOM Announcement No. 70 of 2025 suspends Announcements Nos. 55 to 57 of 2025 until 10 Nov 2026."
    event = one(title, text, "2025-11-07")
    assert event.instrument == "MOFCOM-2025-70"
    assert event.affects == ("MOFCOM-2025-55", "MOFCOM-2025-56", "MOFCOM-2025-57")
    assert one(title, "MOFCOM Announcement No. 70 suspends No. 55.", "2025-11-07").affects == ()


# --- what the text takes away


def test_what_is_recalled_is_no_event() -> None:
    assert (
        read(
            "China seeks comment on technology catalogue",
            "MOFCOM opened a consultation. In December it banned exports of gallium to the US.",
        )[1:]
        == []
    )
    assert (
        read("Rare earth talks continue", "The talks go on. China last year imposed export controls on rare earths.")
        == []
    )


def test_what_stands_below_the_third_paragraph_is_no_event() -> None:
    lead = "Talks went on in Geneva.\nBoth sides were polite.\nMarkets were calm.\n"
    assert read("Trade talks in Geneva", f"{lead}China added 15 US firms to its export control list on Tuesday.") == []


def test_captions_are_no_paragraphs() -> None:
    text = "The Ministry of Commerce Photo: VCG\nOne.\nTwo.\nChina added 15 US firms to its export control list."
    assert len(read("Beijing hits back", text)) == 1


def test_a_piece_on_a_suspension_does_not_list_again() -> None:
    text = "China suspended the measures for 90 days.\nOn April 4 it added 11 US firms to the unreliable entity list."
    assert one("China suspends unreliable entity list measures", text).action == "suspend"


def test_the_text_corrects_a_loose_headline() -> None:
    lifted = one(
        "China lifts ban on gallium exports to US",
        "China suspended the ban on gallium exports to the US until Nov 27, 2026.",
    )
    assert (lifted.action, lifted.until_on) == ("suspend", "2026-11-27")
    draft = one(
        "China tightens export curbs on battery tech",
        "MOFCOM proposes export restrictions on cathode technology and seeks comments.",
    )
    assert draft.action == "propose"


def test_a_plan_is_an_event_only_with_a_draft() -> None:
    title = "China plans export curbs on battery parts"
    assert read(title, "Officials are said to like the idea.") == []
    assert one(title, "The commerce ministry proposal is open for public comment.").action == "propose"


def test_curbs_on_firms_are_an_event_only_when_the_text_says_which() -> None:
    title = "China imposes curbs on 46 US firms"
    assert read(title, "State buyers may no longer order from them.") == []
    assert one(title, "They were added to the unreliable entity list.").regime == "unreliable-entity-list"


@pytest.mark.parametrize("section", ["Opinion", "COMMENT"])
def test_opinion_is_no_event(section: str) -> None:
    assert extract_reports(article(SOMETHING, "Well done.", section=section)) == ()


def test_somebody_elses_listing_in_a_neutral_piece_is_no_event() -> None:
    text = "The US Commerce Department added 23 Chinese entities to its Entity List. China added nothing."
    assert read("Trade news of the day", text) == []


# --- statements


def statement(
    text: str, title: str = "MOFCOM Spokesperson's Remarks", instrument: str | None = None
) -> list[PolicyEvent]:
    notice = Notice(
        source="mofcom", url="u", title=title, text=text, published="2026-08-13", language="en", instrument=instrument
    )
    return list(extract_english_statement(notice))


def test_an_answer_states_each_measure_that_it_enumerates() -> None:
    events = statement(
        "Q: MOFCOM announced measures today. Why?\n"
        "A: China has taken countermeasures, including: strengthening export controls on drones on the U.S.; placing "
        "Alpha Testing LLC on the List of Targets of Countermeasures; and placing another six U.S. entities on the "
        "List of Targets of Countermeasures. (Released on August 5)"
    )
    assert [(event.action, event.regime, event.declared_count) for event in events] == [
        ("restrict", "dual-use-items", None),
        ("list", "countermeasures", None),
        ("list", "countermeasures", 6),
    ]
    assert {event.basis for event in events} == {"statement"}
    assert events[1].targets[0].name_en == "Alpha Testing LLC"


def test_an_answer_about_somebody_elses_list_states_nothing() -> None:
    assert (
        statement("Q: The U.S. added 40 Chinese entities to its entity list.\nA: China will take necessary measures.")
        == []
    )


def test_a_page_with_its_own_number_is_the_notice() -> None:
    text = "It is decided to add 20 entities to the export control list. The announcement takes effect immediately."
    (event,) = statement(
        f"The Ministry of Commerce decided to do so.\n{text}", "Announcement No. 11 of 2026", "MOFCOM-2026-11"
    )
    assert (event.basis, event.instrument, event.declared_count) == ("notice", "MOFCOM-2026-11", 20)


def test_a_statement_keeps_every_release_and_drops_what_it_recalls() -> None:
    events = statement(
        "A: On April 4 China added 11 U.S. entities to the Unreliable Entity List.\n"
        "China extends the suspension of measures of Unreliable Entity List Announcement No. 7 of 2025 for 90 days.\n"
        "China terminates the measures of Unreliable Entity List Announcement No. 8 of 2025."
    )
    assert [(event.action, event.affects) for event in events] == [
        ("extend", ("UEL-2025-7",)),
        ("lift", ("UEL-2025-8",)),
    ]


# --- Chinese reports


def test_a_chinese_report_is_read_by_the_rules_of_official_text() -> None:
    text = "商务部1月2日发布公告，决定将28家美国实体列入出口管制管控名单。"
    (event,) = extract_reports(article("商务部将28家美国实体列入管控名单", text, "2025-01-02", language="zh"))
    assert (event.action, event.regime, event.basis, event.declared_count) == (
        "list",
        "export-control-list",
        "report",
        28,
    )


def test_a_chinese_reaction_is_no_event() -> None:
    text = "美国商务部将23家中国实体列入实体清单。商务部回应称坚决反对。"
    assert extract_reports(article("商务部回应美方将中国实体列入清单", text, "2025-09-13", language="zh")) == ()


# --- laws

MARKS = (
    ",",
    ".",
    ";",
    ":",
    "(",
    ")",
    "”",
    "’s",
    "?",
    "\n",
    "28",
    "90 days",
    "10 Nov 2026",
    "Thursday",
    "No. 70",
    "Lockheed",
)
WORDS = st.sampled_from(sorted(LEXICON)) | st.sampled_from(MARKS)  # every phrase that the rules know, in any order


@given(st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=120).map(" ".join))
def test_every_quote_stands_at_its_offsets(title: str, text: str) -> None:
    for event in read(title, text):
        evidence = event.evidence
        assert evidence.quote
        assert text[evidence.start : evidence.end] == evidence.quote


@given(st.text(max_size=400), st.text(alphabet=string.printable + "中国商务部“”", max_size=2000))
def test_no_text_breaks_the_rules(title: str, text: str) -> None:
    read(title, text, published=None)
    statement(text, title)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read("News", text) == read("News", text)
