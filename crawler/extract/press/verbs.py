"""What is done: the verbs of acts, and those that take the act back into intention, talk or refusal.

Each table is a label and base forms; other forms are made by rule, irregular ones are written out. A verb may carry
several labels: to "suspend" exports is a ban, to "suspend" export controls is their suspension; the object decides.
"""

ACTS = {
    "LIST": (
        "add, place, put, include, list, enter, designate, name, blacklist, join, go, appear, target, inscribe, "
        "identify, label, brand"
    ),
    "BLACKLIST": "blacklist",
    "SANCTION": "sanction",
    "HIT": (
        "hit, target, strike, retaliate, respond, counter, punish, slap, answer, reply, fight back, hit back, strike "
        "back"
    ),
    "IMPOSE": (
        "impose, slap, place, put, introduce, announce, unveil, issue, launch, apply, adopt, implement, enact, "
        "enforce, levy, order, set, bring, usher, release, publish, expand, broaden, widen, extend, tighten, "
        "strengthen, toughen, step, ratchet, intensify, escalate, ramp, reinforce, enhance, harden, bolster, roll, "
        "add, subject, require, mandate, raise, take, deploy, establish, clamp, upgrade, stiffen, firm, begin, "
        "start, activate, declare, need, transition"
    ),
    "BAN": (
        "ban, bar, prohibit, halt, block, forbid, outlaw, embargo, stop, cease, choke, cut, freeze, suspend, prevent, "
        "no longer allow"
    ),
    "CURB": (
        "manage, restrict, curb, limit, control, regulate, constrain, squeeze, curtail, tighten, clamp, crack, rein"
    ),
    "SUSPEND": (
        "suspend, pause, halt, freeze, postpone, delay, shelve, defer, stay, waive, hit pause, press pause, put on hold"
    ),
    "LIFT": "lift, remove, scrap, end, cancel, drop, revoke, abolish, withdraw, rescind, repeal, terminate, stop, axe",
    "DELIST": "remove, delist, drop, strike, take, withdraw, scrub",
    "EXTEND": "extend, prolong, renew, continue",
    "RESUME": "resume, reinstate, reimpose, restore, reactivate",
    "PROPOSE": "propose, solicit, consult, draft",
    "SEEK": "seek, open, launch, invite, hold, start, release, publish, issue, ask, gather",
    "PLAN": "plan, intend, aim, prepare, eye, look, mull, weigh, plan to, intend to, aim to, prepare to, look to",
    "AMEND": "amend, revise, update, adjust, modify",
    "INVESTIGATE": "investigate, probe, look into",
    "NEED": "must obtain",
    "OPEN": "launch, open, start, initiate, begin, announce",
    "MOVE": "move, come under",
}

# Nouns that stand for an act: "announced the suspension of", "proposal on".
NOUNS = {
    "noun-LIST": "addition, inclusion, listing, designation",
    "noun-SUSPEND": "suspension, pause, moratorium, halt, exemption, freeze, postponement",
    "noun-LIFT": "lifting, removal, cancellation, cancelation",
    "noun-EXTEND": "extension, renewal",
    "noun-RESUME": "resumption, reinstatement",
    "noun-INVESTIGATE": "investigation, probe, inquiry",
    "noun-PROPOSE": "proposal, draft, public consultation, draft list, draft rule, draft revision, draft amendment",
}

# Verbs that only say that something was done or decided: what they govern is done.
SAYING = {
    "say": (
        "say, announce, declare, state, confirm, decide, notify, disclose, reveal, add, note, determine, report, "
        "order, tell, vote, unveil, move, start, begin, use, exercise, fulfil, keep, continue"
    ),
}

# Verbs behind which nothing is done: refusal, reaction, demand, argument.
REACTING = {
    "react": (
        "oppose, condemn, slam, blast, urge, call, demand, reject, deny, defend, protest, refute, accuse, criticise, "
        "criticize, lament, deplore, denounce, rebuke, complain, object, warn, threaten, vow, pledge, promise, "
        "regret, resent, decry, support, welcome, hail, praise, doubt, question, dismiss, downplay, play, justify, "
        "fear, brace, scramble, worry, face, react, seek to ease, appeal, plead, explain, clarify, blame, hint, "
        "signal, insist, remind, ask, caution, challenge, sue, file, fight, weather, discuss, debate, negotiate, "
        "agree, meet, talk, stockpile, ration, reel, reckon, predict, forecast, reassure, recall, assess, grapple, "
        "express, voice, lodge, reiterate, stress, emphasise, emphasize, offer, help, hurt, disrupt, rattle, spook, "
        "roil, test, prompt, trigger, spark, fuel, want, hope, try, need to, benefit, survive, thrive, dominate, "
        "supply, produce, account"
    ),
}

# Words that make an act possible, intended or asked for. "would" does not behind a verb of saying.
MODES = {
    "unreal": (
        "may, might, could, should, must, consider, considers, considering, mulls, mulling, weighs, weighing, "
        "likely, unlikely, if, unless, whether, possible, possibly, potential, potentially, ready to, prepared to, "
        "poised to, wants to, seeks to, hopes to, threat to, threatens to, expected to, reportedly considering, "
        "considered, set to, eyes, eyeing, studying, studies, exploring, explores, contemplating, agree to, agrees "
        "to, agreed to, when needed, if needed, as needed, reserves the right, vowed to, vows to, pledges to, "
        "pledged to, promises to, refuses to, not, never, no, cannot, can, rumoured, rumored, speculation, would"
    ),
}

# All forms of a verb, its base first, the form in -s second; divided by commas where a form has two words.
IRREGULAR = {
    "include": "include includes included",
    "put": "put puts putting",
    "go": "go goes went gone going",
    "hit": "hit hits hitting",
    "strike": "strike strikes struck striking",
    "hit back": "hit back, hits back, hitting back",
    "fight back": "fight back, fights back, fought back, fighting back",
    "strike back": "strike back, strikes back, struck back, striking back",
    "slap": "slap slaps slapped slapping",
    "set": "set sets setting",
    "bring": "bring brings brought bringing",
    "step": "step up, steps up, stepped up, stepping up",
    "ratchet": "ratchet up, ratchets up, ratcheted up, ratcheting up",
    "ramp": "ramp up, ramps up, ramped up, ramping up",
    "roll": "roll out, rolls out, rolled out, rolling out",
    "clamp": "clamp down, clamps down, clamped down, clamping down",
    "crack": "crack down, cracks down, cracked down, cracking down",
    "rein": "rein in, reins in, reined in, reining in",
    "firm": "firm up, firms up, firmed up",
    "usher": "usher in, ushers in, ushered in, ushering in",
    "ban": "ban bans banned banning",
    "bar": "bar bars barred barring",
    "forbid": "forbid forbids forbade forbidden forbidding",
    "stop": "stop stops stopped stopping",
    "choke": "choke off, chokes off, choked off, choking off",
    "cut": "cut, cuts, cutting, cut off, cuts off, cutting off",
    "freeze": "freeze freezes froze frozen freezing",
    "curb": "curb curbs curbed curbing",
    "limit": "limit limits limited limiting",
    "control": "control controls controlled controlling",
    "scrap": "scrap scraps scrapped scrapping",
    "cancel": "cancel, cancels, cancelled, canceled, cancelling, canceling",
    "drop": "drop drops dropped dropping",
    "withdraw": "withdraw withdraws withdrew withdrawn withdrawing",
    "seek": "seek seeks sought seeking",
    "hold": "hold holds held holding",
    "take": "take takes took taken taking",
    "begin": "begin begins began begun beginning",
    "plan": "plan plans planned planning",
    "say": "say says said saying",
    "tell": "tell tells told telling",
    "keep": "keep keeps kept keeping",
    "fulfil": "fulfil fulfils fulfilled fulfilling",
    "call": "call calls called calling",
    "seek to ease": "seek to ease, seeks to ease",
    "need to": "need to, needs to",
    "must obtain": (
        "must obtain, must get, must seek, must apply, have to obtain, have to apply, need to obtain, need to apply, "
        "obliged to obtain"
    ),
    "meet": "meet meets met meeting",
    "fight": "fight fights fought fighting",
    "face": "face faces faced facing",
    "scrub": "scrub scrubs scrubbed scrubbing",
    "plan to": "plan to, plans to, planned to, planning to",
    "intend to": "intend to, intends to, intended to, intending to",
    "aim to": "aim to, aims to, aimed to, aiming to",
    "prepare to": "prepare to, prepares to, prepared to, preparing to",
    "look to": "look to, looks to, looked to, looking to",
    "look into": "look into, looks into, looked into, looking into",
    "hit pause": "hit pause, hits pause, hitting pause",
    "press pause": "press pause, presses pause, pressed pause",
    "no longer allow": (
        "no longer allow, no longer allows, no longer allowed, no longer be allowed, no longer be shipped, "
        "no longer be exported, can no longer be shipped, can no longer be exported, may no longer be exported"
    ),
    "put on hold": "put on hold, puts on hold, putting on hold",
    "come under": "come under, comes under, came under, coming under",
}
