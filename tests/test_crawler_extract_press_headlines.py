"""Headlines of both kinds, written for these tests, with what they claim: rules must hold for language, not for pages.

A row is a headline and its events: `action regime`, and the printed count where there is one. ECL, UEL, WL, CM, DU,
TC and LC are short for the regimes.
"""

import pytest

from tests.claims import events_of, ids

NOTHING: tuple[str, ...] = ()

LISTINGS = [
    ("China adds 15 US firms to export control list", ("list ECL 15",)),
    ("China adds 10 American companies to unreliable entity list over Taiwan arms sales", ("list UEL 10",)),
    ("Beijing puts 28 US defence contractors on export control list", ("list ECL 28",)),
    ("MOFCOM places 20 Japanese entities on export control watch list", ("list WL 20",)),
    ("China adds drone makers to unreliable entity list", ("list UEL",)),
    ("China blacklists 11 US drone makers", ("list UEL 11",)),
    ("China's commerce ministry adds seven US firms to unreliable entity list", ("list UEL 7",)),
    (
        "China's Ministry of Commerce on Thursday added 14 foreign organisations to its 'unreliable entity list'",
        ("list UEL 14",),
    ),
    ("12 US entities added to China's export control list", ("list ECL 12",)),
    ("Two US firms put on China's unreliable entities list", ("list UEL 2",)),
    ("China adds eight Taiwan entities to export control list", ("list ECL 8",)),
    ("China Adds 45 U.S. Companies to Export Control List", ("list ECL 45",)),
    ("CHINA ADDS SIX US FIRMS TO UNRELIABLE ENTITY LIST", ("list UEL 6",)),
    ("Beijing slaps export controls on 28 American defence firms", ("list ECL 28",)),
    ("China slaps export bans on US defense contractors", ("list ECL",)),
    ("China imposes export curbs on 16 US companies", ("list ECL 16",)),
    ("China restricts exports to 12 US military firms", ("list ECL 12",)),
    ("China bans dual-use exports to 28 US companies", ("list ECL 28",)),
    ("China bars dual-use exports to seven European defence firms", ("list ECL 7",)),
    ("China prohibits export of dual-use items to 15 US entities", ("list ECL 15",)),
    ("China hits 10 US defence companies with export restrictions", ("list ECL 10",)),
    ("China targets US defence industry with export ban on 16 firms", ("list ECL 16",)),
    ("China places 20 Japanese companies under export controls", ("list ECL 20",)),
    ("Beijing hits back: 15 US companies added to export control list", ("list ECL 15",)),
    ("China sanctions 20 US defence firms", ("list CM 20",)),
    ("China sanctions nine US military-linked firms over Taiwan arms sales", ("list CM 9",)),
    ("China imposes sanctions on five US defense manufacturers", ("list CM 5",)),
    ("China announces countermeasures against two US defence firms", ("list CM 2",)),
    ("China takes countermeasures against 13 US companies over arms sales to Taiwan", ("list CM 13",)),
    ("China slaps sanctions on former US congressman", ("list CM",)),
    ("China sanctions Northrop Grumman, Raytheon over Taiwan", ("list CM",)),
    ("Beijing sanctions Canadian human rights institutions over Xinjiang", ("list CM",)),
    ("China punishes US drone maker with sanctions", ("list CM",)),
    ("China hits US arms makers with sanctions over Taiwan", ("list CM",)),
    ("13 US firms sanctioned by China over arms sales to Taiwan", ("list CM 13",)),
    ("China's foreign ministry sanctions three US companies", ("list CM 3",)),
    ("After US arms sale, China sanctions eight defence firms", ("list CM 8",)),
    ("In response to new US curbs, China adds 10 companies to export control list", ("list ECL 10",)),
    ("China retaliates with sanctions on US drone firms", ("list CM",)),
    ("Beijing adds 10 US firms to export control list, 15 to unreliable entity list", ("list ECL 10", "list UEL 15")),
    (
        "China puts 15 US firms under export controls and adds 10 to unreliable entity list",
        ("list ECL 15", "list UEL 10"),
    ),
    ("China puts 20 Japanese firms on export control list and 20 on watch list", ("list ECL 20", "list WL 20")),
    ("China includes PVH and Illumina in unreliable entity list", ("list UEL",)),
    ("China adds TechInsights to 'unreliable entity' list", ("list UEL",)),
    ("Skydio placed on China's unreliable entity list", ("list UEL",)),
    ("China bars executives of US arms makers from entering the country, commerce ministry says", ("list UEL",)),
    ("China names two US firms in first entries to unreliable entity list", ("list UEL 2",)),
    ("China designates six US defence companies as unreliable entities", ("list UEL 6",)),
    ("China lists 14 companies as unreliable entities", ("list UEL 14",)),
    ("China to add 10 US companies to unreliable entity list", ("list UEL 10",)),
    ("China expands export control list with 11 US companies", ("list ECL 11",)),
    ("US defence firms hit with Chinese export ban", ("list ECL",)),
    ("China decides to add three US firms to unreliable entity list", ("list UEL 3",)),
    ("China sanctions Northrop Grumman executives", ("list CM",)),
    ("US lawmaker sanctioned by China over Taiwan visit", ("list CM",)),
    ("China adds Skydio, BRINC Drones to unreliable entity list", ("list UEL",)),
    ("China adds 11 US firms to 'unreliable entity' list, suspends beef imports", ("list UEL 11",)),
    ("China, in response to US curbs, adds 16 firms to export control list", ("list ECL 16",)),
    ("As trade war escalates, Beijing blacklists six US defence firms", ("list UEL 6",)),
]

CONTROLS = [
    ("China imposes export controls on gallium and germanium", ("control DU",)),
    ("China slaps export controls on key rare earths", ("control DU",)),
    ("China to restrict exports of graphite from Dec 1", ("control DU",)),
    ("China to impose export controls on antimony from Sept 15", ("control DU",)),
    ("China tightens export controls on rare earths", ("control DU",)),
    ("China tightens grip on rare earth exports with new controls", ("control DU",)),
    ("China expands rare earth export controls", ("control DU",)),
    ("China widens rare-earth curbs, adds five elements", ("control DU",)),
    ("China rolls out new export restrictions on lithium batteries and graphite", ("control DU",)),
    ("China unveils sweeping export controls on rare earths, batteries", ("control DU",)),
    ("China announces export controls on superhard materials", ("control DU",)),
    ("China curbs exports of drones with military uses", ("control DU",)),
    ("China limits drone exports over national security", ("control DU",)),
    ("China places export restrictions on seven rare earth elements", ("control DU 7",)),
    ("China requires export permits for some graphite products", ("control DU",)),
    ("China to require export licences for gallium", ("control DU",)),
    ("China introduces licensing for tungsten, tellurium, bismuth exports", ("control DU",)),
    ("Beijing curbs exports of chipmaking metals", ("control DU",)),
    ("China restricts exports of tungsten and other critical metals", ("control DU",)),
    ("China puts aerospace parts, engines under export control", ("control DU",)),
    ("China adds tungsten, indium to export control list", ("control DU",)),
    ("China bans export of rare earth processing technology", ("control DU",)),
    ("China's export curbs on antimony take effect", ("control DU",)),
    ("China's gallium export controls take effect Tuesday", ("control DU",)),
    ("Rare earths: China imposes new export licensing requirements", ("control DU",)),
    ("Trade war: Beijing slaps export curbs on seven rare earths", ("control DU 7",)),
    ("China steps up export controls on dual-use items", ("control DU",)),
    ("China strengthens export controls on rare earth technology", ("control DU",)),
    ("China implements export controls on polyethylene fibre", ("control DU",)),
    ("China hits back with export controls on rare earths", ("control DU",)),
    ("China retaliates with curbs on rare earth exports", ("control DU",)),
    ("China imposes controls on exports of antimony", ("control DU",)),
    ("Exports of graphite to need permits in China from December", ("control DU",)),
    ("China to require export licences for electric vehicles from 2026", ("control LC",)),
    ("China revises catalogue of technologies, restricts battery cathode exports", ("control DU",)),
    ("As tensions rise, China restricts exports of gallium", ("control DU",)),
]

COUNTRIES = [
    ("China bans exports of gallium, germanium to US", ("restrict DU",)),
    ("China bars exports of dual-use items to Japan", ("restrict DU",)),
    ("China bans dual-use exports to Japan's military", ("restrict DU",)),
    ("China slaps export ban on Japan over Taiwan remarks", ("restrict DU",)),
    ("China halts exports of critical minerals to the United States", ("restrict DU",)),
    ("China prohibits exports of dual-use goods to US military users", ("restrict DU",)),
    ("Beijing blocks shipments of antimony to US", ("restrict DU",)),
    ("China tightens export controls on Japan", ("restrict DU",)),
    ("China strengthens controls on exports of dual-use items to Japan", ("restrict DU",)),
    ("China stops exporting rare earths to US defence sector", ("restrict DU",)),
    ("China suspends exports of rare earth magnets to Japan", ("restrict DU",)),
    ("China restricts rare earth exports to Japan in Taiwan row", ("restrict DU",)),
    ("China's ban on dual-use exports to Japan takes effect", ("restrict DU",)),
    ("China imposes export curbs on US over chip rules", ("restrict DU",)),
    ("China cuts off gallium exports to US", ("restrict DU",)),
]

RELEASES = [
    ("China suspends export controls on rare earths for one year", ("suspend DU",)),
    ("China pauses rare earth export curbs until November 2026", ("suspend DU",)),
    ("China suspends ban on exports of gallium, germanium, antimony to US", ("suspend DU",)),
    ("China halts export control measures on 28 US firms for 90 days", ("suspend ECL 28",)),
    ("MOFCOM suspends measures against 17 US firms on unreliable entity list for 90 days", ("suspend UEL 17",)),
    ("China to suspend export controls on 45 US entities", ("suspend ECL 45",)),
    ("Beijing hits pause on rare earth export controls", ("suspend DU",)),
    ("China freezes export restrictions on rare earths", ("suspend DU",)),
    ("China suspends unreliable entity list measures on US companies", ("suspend UEL",)),
    ("China extends suspension of unreliable entity list measures for 90 days", ("extend UEL",)),
    ("China extends pause on export controls for 16 US firms", ("extend ECL 16",)),
    ("China prolongs suspension of rare earth export controls", ("extend DU",)),
    ("China lifts export controls on US companies", ("lift ECL",)),
    ("China lifts ban on exports of gallium to US", ("lift DU",)),
    ("China scraps export curbs on 15 US firms", ("lift ECL 15",)),
    ("China removes five US firms from unreliable entity list", ("delist UEL 5",)),
    ("China lifts sanctions on European Parliament members", ("lift CM",)),
    ("China ends export restrictions on graphite", ("lift DU",)),
    ("China resumes export control measures against 12 US firms", ("resume ECL 12",)),
    ("China reinstates rare earth export controls", ("resume DU",)),
    ("Export controls on 28 US entities suspended by China for 90 days", ("suspend ECL 28",)),
    ("China drops export ban on rare earths to Japan", ("lift DU",)),
    ("China announces suspension of October 9 export control measures", ("suspend DU",)),
    ("China delays rare-earth export curbs by one year", ("suspend DU",)),
    ("China lifts export ban on 28 US firms for 90 days", ("suspend ECL 28",)),
    ("China suspends sanctions on shipbuilder's US units", ("suspend CM",)),
    ("China halts unreliable entity list, export control measures on certain US firms", ("suspend UEL", "suspend ECL")),
]

PROPOSALS = [
    ("China proposes export restrictions on battery technology", ("propose TC",)),
    ("China proposes curbs on lithium, gallium technology exports", ("propose TC",)),
    ("China seeks public comment on plan to restrict exports of battery cathode technology", ("propose TC",)),
    ("MOFCOM solicits public opinion on revising catalogue of technologies banned from export", ("propose TC",)),
    ("China considers curbs on battery exports in draft catalogue, seeks feedback", NOTHING),
    ("Commerce ministry opens consultation on technology export catalogue", ("propose TC",)),
]

INVESTIGATIONS = [
    ("China launches unreliable entity list probe into Calvin Klein owner", ("investigate UEL",)),
    ("China investigates PVH under unreliable entity list rules", ("investigate UEL",)),
    ("China opens investigation into US fashion group under unreliable entity mechanism", ("investigate UEL",)),
]

# Somebody else's act, however alike the words.
DIRECTION = [
    "US adds 140 Chinese companies to entity list",
    "US adds 28 Chinese entities to export control list",
    "US Commerce Department blacklists Chinese chip firms",
    "Washington puts export controls on Chinese AI chips",
    "Biden administration imposes export curbs on chips to China",
    "Trump bans exports of chip design software to China",
    "US suspends 50% affiliates rule for a year",
    "US lifts export restrictions on chip design software for China",
    "US pauses export controls on China",
    "BIS adds 42 Chinese entities to entity list",
    "Pentagon adds CATL, Tencent to list of Chinese military companies",
    "EU sanctions Chinese firms over Russia support",
    "EU adds 12 Chinese companies to sanctions list",
    "EU proposes export restrictions on dual-use goods to Chinese firms",
    "Japan adds Chinese firms to export control list",
    "Japan imposes export controls on chipmaking equipment",
    "Japan puts 11 Chinese entities on end-user list",
    "Taiwan adds Huawei, SMIC to export control list",
    "Taiwan's economy ministry adds Huawei to strategic high-tech commodities list",
    "Netherlands tightens export controls on chip machines to China",
    "Dutch government suspends measures against chipmaker",
    "South Korea tightens export controls on chips",
    "Canada sanctions Chinese companies",
    "Ukraine sanctions Chinese drone parts suppliers",
    "UK sanctions Chinese firms over Russia",
    "India restricts exports of rare earths",
    "44 Chinese firms added to US entity list",
    "Chinese drone makers hit with US export ban",
    "Chinese chip firms blacklisted by US",
    "More Chinese companies placed on US trade blacklist",
    "Huawei removed from US entity list",
    "Chinese AI firms face US export curbs",
    "US extends suspension of tariffs on China",
    "Treasury sanctions Chinese refinery over Iranian oil",
    "White House bans exports of jet engines to China",
    "US Senate proposes export ban on AI chips to China",
    "American curbs on chip exports to China take effect",
    "Commerce Department adds Inspur units to Entity List",
    "Tokyo restricts exports of photoresists to China",
    "Brussels proposes sanctions on Chinese companies",
    "US restricts exports of ethane to China",
    "US resumes exports of jet engines to China",
    "Germany bans exports of machine tools to China",
]

# China speaks, and does nothing yet.
TALK = [
    "China opposes US addition of Chinese firms to export control list",
    "China condemns US export curbs, vows countermeasures",
    "China urges US to lift export controls",
    "China slams US blacklisting of chip firms",
    "China calls on US to remove companies from entity list",
    "China vows to take necessary measures after US adds firms to entity list",
    "China threatens to restrict rare earth exports",
    "China may restrict rare earth exports to US",
    "China could ban exports of magnets, analysts say",
    "China considers ban on rare earth exports to Japan",
    "China mulls export curbs on solar technology, sources say",
    "China weighs export controls on lithium",
    "China weighing curbs on exports of rare earth magnets",
    "China likely to tighten rare earth export controls",
    "China says export controls on rare earths are in line with international practice",
    "China says US export controls harm global supply chains",
    "China defends rare earth export controls",
    "China defends export restrictions on rare earths as legitimate",
    "China denies banning rare earth exports",
    "China rejects US claims on rare earth export curbs",
    "China warns US firms of unreliable entity list",
    "China warns it will add more firms to unreliable entity list",
    "China would add US firms to unreliable entity list if Taiwan arms sales go ahead",
    "China plans to restrict exports of rare earths to US, sources say",
    "China ready to impose sanctions over Taiwan arms sales",
    "China hints at rare earth export ban",
    "Will China ban rare earth exports?",
    "Should China restrict rare earth exports to the US?",
    "What if China bans exports of rare earths?",
    "China pledges to speed up rare earth export approvals",
    "China will not ban rare earth exports, ministry says",
    "China asked to lift rare earth export curbs",
    "China agrees to suspend rare earth export controls, White House says",
    "China to suspend rare earth export curbs, Trump says",
    "Beijing set to use rare earths as leverage in trade talks",
    "China reserves right to add firms to unreliable entity list",
    "China to halt rare earth exports to US, sources say",
    "China studying export controls on drone parts, people familiar say",
    "Commerce ministry says it will take necessary measures",
    "China responds to US export controls",
    "MOFCOM spokesperson answers question on US entity list",
    "China halts rare earth exports to Japan, report says",
    "China: export controls are not a ban",
    "Chinese ministry says measures against US firms are lawful",
]

# Others react to China, or write about it.
REACTION = [
    "US opposes China's rare earth export controls",
    "US slams China's export curbs on rare earths",
    "Japan protests China's dual-use export ban",
    "EU urges China to ease rare earth export restrictions",
    "Trump threatens 100% tariffs over China's rare earth curbs",
    "US silent on China's ban of gallium exports",
    "Carmakers warn of shortages from China's rare earth export curbs",
    "Rare earth prices surge on China export curbs",
    "Rare earth magnet exports from China plunge in May",
    "China's rare earth exports rise despite curbs",
    "How China's rare earth curbs hurt European carmakers",
    "China's rare earth dominance: a timeline",
    "Opinion: China's export controls will backfire",
    "Global Times editorial: China's export controls are legitimate",
    "Chip stocks fall on China rare earth curbs",
    "Lockheed shrugs off Chinese sanctions",
    "US drone makers scramble for batteries amid China sanctions",
    "India seeks rare earths from Australia amid China curbs",
    "Pentagon briefs Congress on rare earths",
    "Analysts say China export curbs will not last",
    "China's export controls: what next?",
    "SCMP daily highlights: rare earth curbs, pandas and a stealth jet",
    "Japan's prime minister demands China withdraw export ban",
    "G7 to discuss China's rare earth export controls",
    "Nato chief criticises Chinese export curbs",
    "Taiwan condemns Beijing's sanctions",
    "Rheinmetall says China export curbs have no effect",
    "China's trade surplus hits record as exports to EU surge",
    "Japan protests after China bans dual-use exports",
    "Skydio rations batteries after China sanctions it over Taiwan",
    "Factbox: Minerals under Chinese export controls",
]

# China acts, outside the vocabulary.
OUTSIDE = [
    "China imposes 34% tariffs on US goods",
    "China suspends tariffs on US imports for 90 days",
    "China lifts ban on Japanese seafood imports",
    "China bans imports of Lithuanian beef",
    "China halts imports of US soybeans",
    "China launches anti-dumping probe into EU pork",
    "China imposes anti-dumping duties on US chips",
    "China opens antitrust investigation into Nvidia",
    "China bans government purchases of EU medical devices",
    "China bars 46 US firms from government procurement",
    "China suspends port fees on US ships",
    "China adds two Taiwan ministers to 'independence' list",
    "China's Taiwan Affairs Office sanctions Taiwanese lawmaker for separatism",
    "China puts bounty on Taiwanese psychological warfare officers",
    "China bans Micron chips from key infrastructure",
    "China bans fertiliser exports",
    "China halts phosphate exports until August",
    "China cracks down on rare earth smuggling",
    "China approves rare earth exports to European firms",
    "China issues first export licences for rare earth magnets",
    "China lifts sanctions-era visa limits for Japanese tourists",
    "China fines PwC over Evergrande audit",
    "China limits solar panel production",
    "China files WTO complaint over US chip curbs",
    "China passes export control law",
    "China sets rare earth mining quotas",
    "China bans export of pandas",
    "China seeks input on draft outbound investment rules",
    "China issues blocking order against US sanctions on refiners",
    "China restricts travel to Japan",
    "China controls 90 per cent of rare earth processing",
    "China suspends adoption programme",
    "China arrests Japanese executive for spying",
    "China's BYD suspends production in Mexico",
    "China lifts export growth forecast",
    "China extends visa-free entry to Canadian citizens",
    "China launches national security investigation into printer imports",
    "China suspends beef imports from US firms",
    "China agrees to hold consultations with EU on export controls",
    "China fines drone exporters for shipments without licences",
]


@pytest.mark.parametrize(("title", "expected"), LISTINGS, ids=ids(LISTINGS))
def test_listings_are_read_from_headlines(title: str, expected: tuple[str, ...]) -> None:
    assert events_of(title) == list(expected)


@pytest.mark.parametrize(("title", "expected"), CONTROLS + COUNTRIES, ids=ids(CONTROLS + COUNTRIES))
def test_controls_are_read_from_headlines(title: str, expected: tuple[str, ...]) -> None:
    assert events_of(title) == list(expected)


@pytest.mark.parametrize(("title", "expected"), RELEASES, ids=ids(RELEASES))
def test_releases_are_read_from_headlines(title: str, expected: tuple[str, ...]) -> None:
    assert events_of(title) == list(expected)


@pytest.mark.parametrize(("title", "expected"), PROPOSALS + INVESTIGATIONS, ids=ids(PROPOSALS + INVESTIGATIONS))
def test_drafts_and_investigations_are_read_from_headlines(title: str, expected: tuple[str, ...]) -> None:
    assert events_of(title) == list(expected)


@pytest.mark.parametrize("title", DIRECTION)
def test_acts_of_others_are_no_events(title: str) -> None:
    assert events_of(title) == []


@pytest.mark.parametrize("title", TALK)
def test_talk_is_no_event(title: str) -> None:
    assert events_of(title) == []


@pytest.mark.parametrize("title", REACTION)
def test_reaction_and_background_are_no_events(title: str) -> None:
    assert events_of(title) == []


@pytest.mark.parametrize("title", OUTSIDE)
def test_acts_outside_the_vocabulary_are_no_events(title: str) -> None:
    assert events_of(title) == []
