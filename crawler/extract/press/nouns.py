"""What acts are about: lists, controls, sanctions, goods, and what is outside the vocabulary.

Tables in the form of those in `actors`.
"""

# Lists of persons by their regime, then lists of goods. `any-list`: the piece must tell which.
LISTS = {
    "export-control-list": (
        "export control list, export controls list, export control blacklist, export blacklist, export ban list, "
        "export control entity list, export control entities list, export restriction list, ecl, control list, "
        "export control roster, list of export controlled entity, controlled entity list, export control management "
        "list, export controls blacklist, dual use blacklist, export restrictions list, export restriction "
        "blacklist, entity control list"
    ),
    "unreliable-entity-list": (
        "unreliable entity list, unreliable entities list, list of unreliable entity, list of unreliable "
        "organization, list of unreliable organisation, unreliable entity, uel, barred entities list, unreliable "
        "list, unreliable entity blacklist, barred entity list, unreliable companies list, unreliable supplier list, "
        "list of unreliable company, unreliable entity list mechanism, unreliable entities blacklist, list of "
        "untrustworthy entity, untrustworthy entity list, untrusted entity list, untrustworthy list, unreliables list, "
        "list of unreliable foreign entity, unreliable foreign entity list"
    ),
    "watch-list": (
        "watch list, watchlist, export control watch list, export watch list, watching list, concern list, list of "
        "concern, attention list, watch listing, monitoring list, export control watchlist, surveillance list, list "
        "of entity of concern, follow up list"
    ),
    "countermeasures": (
        "countermeasures list, countermeasure list, list of countermeasure, list of targets of countermeasure, anti "
        "sanctions list, list of countermeasure targets, anti foreign sanctions list, countermeasures control list"
    ),
    "any-list": (
        "blacklist, sanctions list, trade blacklist, list, entity list, entities list, restricted list, trade "
        "restriction list, banned list, black list"
    ),
    "item-list": (
        "dual use list, list of dual use items, dual use items list, dual use export control list, list of "
        "controlled items, list of export controlled items, export controlled items, control list of dual use items, "
        "dual use control list, dual use goods list, list of controlled goods, list of restricted items, dual use "
        "item list, export control list of dual use items, dual use items export control list"
    ),
    "catalogue": (
        "catalogue, catalog, technology catalogue, technology catalog, list of technologies, technology export list, "
        "catalogue of prohibited and restricted, export technology catalogue, technology export catalogue, list of "
        "restricted technologies, catalogue of technology, export controlled technologies"
    ),
}

# What is put on exports. `-ban` forbids, `-licence` asks for leave; the bare ones are such only beside goods.
CONTROLS = {
    "control": (
        "export control, export control measure, export curb, export restriction, export limit, export rule, export "
        "measure, export requirement, export check, export regulation, export squeeze, export oversight, export "
        "scrutiny, export regime, export limitation, export clampdown, export review, export hurdle, export barrier, "
        "export management, dual use control, dual use export control, technology restriction, tech restriction, "
        "shipment restriction, technology curb, dual use curb, dual use restriction, control measure"
    ),
    "control-ban": (
        "halt to exports, halt to shipments, halt of exports, halt on exports, freeze on exports, "
        "suspension of exports, "
        "export ban, export embargo, export prohibition, shipment ban, dual use ban, dual use export ban, export halt"
    ),
    "control-licence": (
        "export licence, export license, export permit, export licensing, licensing requirement, licence "
        "requirement, license requirement, permit requirement, export licensing requirement, licensing rule, export "
        "approval, licensing regime, export licence requirement, export license requirement, export permit "
        "requirement, licensing system, export authorization, export authorisation"
    ),
    "bare-control": (
        "curb, restriction, control, limit, limitation, measure, punitive measure, trade measure, rule, regulation, "
        "requirement, trade curb, trade restriction, trade ban, licensing, permanent control, temporary control"
    ),
    "bare-ban": "ban, blanket ban, embargo, prohibition",
    "bare-licence": "licence, license, permit, permission, approval, authorization, authorisation",
}

SANCTIONS = {
    "sanctions": (
        "sanction, countermeasure, counter sanction, punitive measure, retaliatory measure, penalty, counter "
        "measure, retaliatory sanction"
    ),
}

EXPORTS = {
    "exports": (
        "export, exporting, shipment, overseas shipment, sale, overseas sale, outbound shipment, supply, selling, "
        "shipping, export of, exportation"
    ),
}

# Words that would otherwise be taken for exports of China's.
ARMS = {
    "arms": (
        "arms sale, weapons sale, arms deal, weapon sale, arms supply, military sale, arms export, drone sale, sales "
        "growth"
    ),
}

# Goods and technologies that such measures are about. `tech` names know-how, `any-goods` no good at all;
# `licence-goods` and `precursor` stand in other catalogues.
GOODS = {
    "goods": (
        "rare earth, rare earth element, rare earth metal, rare earth magnet, rare earth mineral, rare earth "
        "product, rare earth material, magnet, permanent magnet, gallium, germanium, antimony, graphite, tungsten, "
        "tellurium, bismuth, molybdenum, indium, samarium, gadolinium, terbium, dysprosium, lutetium, scandium, "
        "yttrium, holmium, erbium, thulium, europium, ytterbium, silver, cobalt, lithium, tantalum, niobium, "
        "zirconium, hafnium, rhenium, beryllium, titanium, magnesium, superhard material, synthetic diamond, "
        "diamond, cathode, cathode material, anode, anode material, lithium battery, lithium ion battery, battery, "
        "battery material, battery component, drone, drone part, drone component, drone engine, unmanned aerial "
        "vehicle, uav, camera, infrared, laser, sensor, aviation part, aerospace part, aerospace component, engine, "
        "mould, aerospace equipment, satellite part, supercomputer, chip, semiconductor, chipmaking metal, "
        "chipmaking material, chip making metal, semiconductor material, magnet alloy, critical mineral, strategic "
        "mineral, critical metal, strategic metal, key mineral, key metal, minor metal, metal, mineral, critical "
        "material, key material, raw material, polyethylene fibre, polyethylene fiber, centrifuge, isostatic press, "
        "pump, valve, body armour, body armor, gas turbine, vacuum pump, nuclear material, chemical, precursor, "
        "encryption product, explosive, fibre, fiber, carbon fibre, carbon fiber, quantum, robot, military drone, "
        "consumer drone, civilian drone, ferro alloy, ferrotitanium, dual use material, superhard, graphite anode, "
        "synthetic graphite, artificial graphite, natural flake graphite, lidar, transformer, solar equipment, item "
        "with military use, phosphorus, fluorine"
    ),
    "tech": (
        "technology, tech, know how, technique, technical data, process, software, processing technology, extraction "
        "technology, refining, refining technology, magnet technology, battery technology, battery tech"
    ),
    "any-goods": (
        "item, good, material, product, dual use item, dual use good, dual use material, dual use product, dual use "
        "technology, dual use, equipment, civilian and military, military and civilian, civil and military, sensitive "
        "item, sensitive material, military goods, strategic goods, strategic item, key item"
    ),
    "licence-goods": "electric vehicle, electric car, ev, used car, steel, steel product, passenger car, scrap",
    "precursor": (
        "fentanyl, fentanyl precursor, precursor chemical, drug making chemical, drug precursor, precursors, drug "
        "making precursor, fentanyl chemical"
    ),
}

# Measures and goods that no regime of ours knows, however alike they sound.
OUTSIDE = {
    "outside": (
        "tariff, duty, levy, anti dumping, antidumping, anti subsidy, countervailing, import, import duty, import "
        "ban, procurement, government procurement, government purchase, government purchaser, port fee, port charge, "
        "docking fee, seafood, beef, pork, soybean, wine, brandy, barley, coal, poultry, lobster, dairy, log, timber, "
        "fruit, pineapple, rice, grain, corn, sorghum, cotton import, visa, tourism, travel advisory, film, "
        "antitrust, anti monopoly, antimonopoly, fertiliser, fertilizer, urea, phosphate, fuel, gasoline, diesel, jet "
        "fuel, refined fuel, oil product, sulphuric acid, sulfuric acid, investment rule, outbound investment, "
        "foreign investment, investment screening, blocking order, blocking rule, blocking statute, stubborn taiwan "
        "independence, taiwan independence, independence figure, independence diehard, secessionist, separatist, "
        "bounty, data centre, data center, cybersecurity review, cyber security review, factory inspection, ships, us "
        "ship, shipping fee, adoption, pop culture, ai chip purchase, carbon border, quota law, smuggling, smuggler, "
        "vessel, buying, purchase, loan, bond, export application, licence application, license application, export "
        "licence application, export license application, licensing process, licensing procedure, approval process"
    ),
}
