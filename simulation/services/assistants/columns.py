"""What assistants count by month and neighbourhood, and the outcomes that are made of it."""

COLUMNS = (
    "employed_weeks",
    "work_weeks",
    "assistant_vacant_weeks",
    "benefit_weeks",
    "trainings",
    "assistant_leavers",
    "assistant_ladder_steps",
    "place_weeks",
    "carried_weeks",
    "addresses",
    "doors",
    "answered_new",
    "opened_new",
    "answered_known",
    "opened_known",
    "calls",
    "conversations",
    "proposals",
    "matches",
    "referrals",
    "referrals_danger",
)
"""Names of the columns. Weeks of posts are fte-weeks, of benefit and matches household- and match-weeks."""

NUMBER = {name: index for index, name in enumerate(COLUMNS)}
WIDTH = len(COLUMNS)

EMPLOYED_WEEKS = NUMBER["employed_weeks"]
WORK_WEEKS = NUMBER["work_weeks"]
VACANT_WEEKS = NUMBER["assistant_vacant_weeks"]
BENEFIT_WEEKS = NUMBER["benefit_weeks"]
TRAININGS = NUMBER["trainings"]
LEAVERS = NUMBER["assistant_leavers"]
LADDER_STEPS = NUMBER["assistant_ladder_steps"]
PLACE_WEEKS = NUMBER["place_weeks"]
CARRIED_WEEKS = NUMBER["carried_weeks"]
ADDRESSES = NUMBER["addresses"]
DOORS = NUMBER["doors"]
ANSWERED_NEW = NUMBER["answered_new"]
OPENED_NEW = NUMBER["opened_new"]
ANSWERED_KNOWN = NUMBER["answered_known"]
OPENED_KNOWN = NUMBER["opened_known"]
CALLS = NUMBER["calls"]
CONVERSATIONS = NUMBER["conversations"]
PROPOSALS = NUMBER["proposals"]
MATCHES = NUMBER["matches"]
REFERRALS = NUMBER["referrals"]
REFERRALS_DANGER = NUMBER["referrals_danger"]

OUTCOMES = (
    ("assistants_at_work", "Buurtassistenten aan het werk", "Assistants at work", "posts", "neither",
     "Trained assistants at work, in full-time posts, averaged over the horizon."),
    ("assistant_vacancy_share", "Aandeel vacatures buurtassistenten", "Vacant share of assistants", "share", "down",
     "Vacant share of the posts of assistants, over time."),
    ("addresses_visited", "Bezochte adressen", "Addresses visited", "count", "neither",
     "Distinct addresses at which an assistant rang since week 0."),
    ("doors", "Keren aangebeld", "Doors rung", "count", "neither",
     "Times that an assistant rang, at whatever address."),
    ("conversations", "Gesprekken van buurtassistenten", "Conversations of assistants", "count", "neither",
     "Conversations of assistants with residents, at the door or because residents called."),
    ("assistant_calls", "Keren dat bewoners belden", "Calls of residents", "count", "neither",
     "Times that residents called an assistant and a conversation came of it."),
    ("doors_opened_share_new", "Deuren open voor een nieuwe assistent", "Doors opened to a new assistant", "share",
     "up", "Doors opened, of those at which somebody was in, in an assistant's first year at work."),
    ("doors_opened_share_known", "Deuren open voor een ervaren assistent", "Doors opened to an experienced assistant",
     "share", "up", "Doors opened, of those at which somebody was in, after an assistant's first year at work."),
    ("matches", "Matches tussen buren", "Matches between neighbours", "count", "up",
     "Times that an assistant brought two neighbours together."),
    ("matches_alive", "Matches die nog bestaan", "Matches that last", "count", "up",
     "Matches that last at the end of the horizon."),
    ("match_weeks", "Weken dat matches duren", "Weeks that matches last", "match_weeks", "up",
     "Weeks during which matches lasted, added up over all matches."),
    ("member_hours", "Uren van leden", "Hours of members", "hours", "neither",
     "Unpaid hours of members of the cooperative who carry matches further."),
    ("referrals_by_assistants", "Doorverwijzingen door buurtassistenten", "Referrals by assistants", "count",
     "neither", "Conversations after which an assistant brought a household to the front door of the services."),
    ("assistant_referral_share", "Aandeel gesprekken met doorverwijzing", "Share of conversations with a referral",
     "share", "neither", "Referrals by assistants, of their conversations."),
    ("assistant_benefit_weeks_saved", "Weken bijstand bespaard", "Weeks of social assistance saved",
     "household_weeks", "up",
     "Weeks in which an assistant in employment would else have been on social assistance, by the household's own "
     "work problem."),
    ("assistant_ladder_steps", "Stappen van assistenten op de participatieladder", "Ladder steps of assistants",
     "count", "up", "Rungs of the participation ladder climbed by assistants themselves."),
)  # fmt: skip
