"""The rows of the catalogue: name, Dutch and English label, unit, which way is better, definition."""

from simulation.settings import Domain, Label, Payer

Row = tuple[str, str, str, str, str, str]

UNITS = {
    "euros": Label(nl="euro", en="euros"),
    "household_weeks": Label(nl="huishoudweken", en="household-weeks"),
    "weeks": Label(nl="weken", en="weeks"),
    "share": Label(nl="aandeel", en="share"),
    "share_year": Label(nl="aandeel per jaar", en="share per year"),
    "count": Label(nl="aantal", en="number"),
    "hours": Label(nl="uren", en="hours"),
    "persons": Label(nl="huishoudens", en="households"),
    "cases": Label(nl="huishoudens per fte", en="households per fte"),
    "times": Label(nl="keer", en="times"),
    "posts": Label(nl="fte", en="full-time posts"),
    "match_weeks": Label(nl="matchweken", en="match-weeks"),
    "helpers": Label(nl="helpers", en="helpers"),
    "circles": Label(nl="cirkels", en="circles"),
    "circle_weeks": Label(nl="cirkelweken", en="circle-weeks"),
    "members": Label(nl="deelnemers per cirkel", en="members per circle"),
    "hours_week": Label(nl="uren per week", en="hours a week"),
}

DOMAIN_LABELS = {
    Domain.FINANCES: Label(nl="financiën", en="finances"),
    Domain.HOUSING: Label(nl="wonen", en="housing"),
    Domain.WORK: Label(nl="werk", en="work"),
    Domain.PARENTING: Label(nl="opvoeden", en="parenting"),
    Domain.HEALTH: Label(nl="gezondheid", en="health"),
    Domain.LONELINESS: Label(nl="eenzaamheid", en="loneliness"),
    Domain.DAILY_LIVING: Label(nl="dagelijks leven", en="daily living"),
}

PAYER_LABELS = {
    Payer.MUNICIPALITY: Label(nl="de gemeente", en="the municipality"),
    Payer.INSURER: Label(nl="de zorgverzekeraar", en="the health insurer"),
    Payer.CARE_OFFICE: Label(nl="het zorgkantoor", en="the care office"),
    Payer.CORPORATIONS: Label(nl="de woningcorporaties", en="the housing corporations"),
    Payer.CENTRAL_GOVERNMENT: Label(nl="het Rijk", en="central government"),
    Payer.PROVINCE: Label(nl="de provincie", en="the province"),
    Payer.FUNDERS: Label(nl="de subsidiegevers", en="the funders"),
}

RECEIVER_LABELS = {
    "youth_residential": Label(nl="jeugdhulp met verblijf", en="residential youth care"),
    "hospital": Label(nl="ziekenhuizen en ggz-klinieken", en="hospitals and psychiatric clinics"),
    "nursing_home": Label(nl="verpleeghuizen", en="nursing homes"),
    "landlords_costs": Label(nl="kosten van verhuurders", en="landlords' costs"),
    "shelter": Label(nl="maatschappelijke opvang", en="shelters for the homeless"),
    "households": Label(nl="huishoudens", en="households"),
    "municipal_staff": Label(nl="ambtelijke organisatie", en="municipal staff"),
    "coaches": Label(nl="wijkcoaches", en="neighbourhood coaches"),
    "intakers": Label(nl="intakers", en="intakers"),
    "general_provisions": Label(nl="algemene voorzieningen", en="general provisions"),
    "assistants": Label(nl="buurtassistenten", en="assistants"),
    "trainers": Label(nl="trainers van buurtassistenten", en="assistants' trainers"),
    "neighbourhood_cooperative": Label(nl="wijkcoöperatie", en="neighbourhood cooperative"),
    "circle_providers": Label(nl="aanbieders van buurtcirkels", en="providers of circles"),
    "circle_trainers": Label(nl="trainers van buurtcirkels", en="circles' trainers"),
    "meeting_places": Label(nl="ontmoetingsplekken", en="meeting places"),
    "volunteers": Label(nl="vrijwilligers", en="volunteers"),
}
"""Who receives money besides the town's agencies, which have labels of their own."""

TASK_LABELS = {
    "wmo": Label(nl="Wmo", en="social support (Wmo)"),
    "youth": Label(nl="jeugd", en="youth"),
    "participation": Label(nl="participatie", en="participation"),
    "debt_help": Label(nl="schuldhulp", en="debt help"),
    "approach": Label(nl="de aanpak zelf", en="the approach itself"),
    "other": Label(nl="overig", en="other"),
    "all": Label(nl="alle taken", en="all tasks"),
}

WITHOUT = "without housing and health, whose level no target fixes"

ROWS: tuple[Row, ...] = (
    ("total_cost_eur", "Totale kosten", "Total cost", "euros", "down",
     "All payments in the ledger over the horizon, undiscounted."),
    ("npv_cost_eur", "Contante waarde van de kosten", "Present value of the cost", "euros", "down",
     "All payments over the horizon, discounted to week 0 by the month in which they fall."),
    ("coaches_cost_eur", "Kosten van de aanpak", "Cost of the approach", "euros", "neither",
     "What the budget of the approaches paid: salaries and other fixed costs, on additional and own money."),
    ("problem_weeks", "Weken met een probleem", "Weeks with a problem", "household_weeks", "down",
     "Household-domain-weeks with severity 1 or more."),
    ("problem_weeks_anchored", "Weken met een probleem (geijkte domeinen)",
     "Weeks with a problem (anchored domains)", "household_weeks", "down",
     f"Household-domain-weeks with severity 1 or more, {WITHOUT}."),
    ("serious_weeks", "Weken met een ernstig probleem", "Weeks with a serious problem", "household_weeks",
     "down",
     "Household-domain-weeks with severity 2 or more."),
    ("serious_weeks_anchored", "Weken met een ernstig probleem (geijkte domeinen)",
     "Weeks with a serious problem (anchored domains)", "household_weeks", "down",
     f"Household-domain-weeks with severity 2 or more, {WITHOUT}."),
    ("crises", "Crises", "Crises", "count", "down",
     "Entries into severity 3, over all domains."),
    ("crises_anchored", "Crises (geijkte domeinen)", "Crises (anchored domains)", "count", "down",
     f"Entries into severity 3, {WITHOUT}."),
    ("evictions", "Huisuitzettingen", "Evictions", "count", "down",
     "Evictions of tenants."),
    ("reached_share", "Bereikt aandeel", "Share reached", "share", "up",
     "Households that had any severity 2 or more and got first real help, of those that had any severity 2"
     " or more."),
    ("mean_wait_weeks", "Gemiddelde wachttijd tot eerste hulp", "Mean wait to first help", "weeks", "down",
     "Mean weeks from first ask (without an ask: first contact) to first real help, of requests since week"
     " 0; those that ended without help count until then, open ones to the end of the run."),
    ("median_wait_weeks", "Mediane wachttijd tot eerste hulp", "Median wait to first help", "weeks", "down",
     "Median of the wait to first real help by Kaplan-Meier; requests that ended without help and open "
     "ones are censored, and without a value the median is not reached."),
    ("p90_wait_weeks", "Wachttijd tot eerste hulp, 90e percentiel", "Wait to first help, 90th percentile",
     "weeks", "down",
     "Weeks within which nine of ten requests get first real help, by Kaplan-Meier as for the median."),
    ("mean_wait_specialist_weeks", "Gemiddelde wachttijd tot een instantie", "Mean wait to specialist care",
     "weeks", "down",
     "Mean weeks from first ask to first agency care, of requests since week 0 that were referred to an "
     "agency; those that ended without it count until then, open ones to the end of the run."),
    ("median_wait_specialist_weeks", "Mediane wachttijd tot een instantie", "Median wait to specialist care", "weeks",
     "down",
     "Median of the wait to first agency care by Kaplan-Meier, of requests since week 0 that were referred."),
    ("p90_wait_specialist_weeks", "Wachttijd tot een instantie, 90e percentiel",
     "Wait to specialist care, 90th percentile", "weeks", "down",
     "Weeks within which nine of ten requests that were referred get agency care, by Kaplan-Meier."),
    ("coaches_mean_wait_weeks", "Gemiddelde wachttijd wijkcoach", "Mean wait for a coach", "weeks", "down",
     "Mean weeks on the coaches' own list; those that left it without a coach count until then, open ones to the end."),
    ("coaches_median_wait_weeks", "Mediane wachttijd wijkcoach", "Median wait for a coach", "weeks", "down",
     "Median of the wait for a coach by Kaplan-Meier."),
    ("coaches_p90_wait_weeks", "Wachttijd wijkcoach, 90e percentiel", "Wait for a coach, 90th percentile", "weeks",
     "down",
     "Weeks within which nine of ten on the coaches' own list get a coach, by Kaplan-Meier."),
    ("coaches_mean_length", "Gemiddelde wachtlijst wijkcoaches", "Mean waiting list of coaches", "persons", "down",
     "Time average of the number of households on the coaches' own list."),
    ("lost_handoffs", "Verloren overdrachten", "Lost hand-offs", "count", "down",
     "Hand-offs that failed, counted when the household finds out."),
    ("adopted_advice", "Overgenomen adviezen", "Adopted advice", "count", "neither",
     "Advice of coaches that an agency adopted without an assessment of its own."),
    ("refused_advice", "Geweigerde adviezen", "Refused advice", "count", "down",
     "Advice of coaches that an agency did not adopt."),
    ("wrong_advice", "Onjuiste adviezen", "Wrong advice", "count", "down",
     "Adopted advice that brought a household to a place without benefit."),
    ("displaced", "Ingehaalde wachtenden", "Displaced", "count", "down",
     "Starts in which a client of adopted advice went before others on the list."),
    ("story_told_mean", "Keren verhaal verteld", "Times the story was told", "times", "down",
     "Mean number of times the story was told, per request since week 0 that got help."),
    ("helpers_mean", "Helpers per huishouden", "Helpers per household", "helpers", "down",
     "Mean number of helpers, per request since week 0 that got help."),
    ("helpers_household_mean", "Verschillende helpers per huishouden", "Different helpers of a household", "helpers",
     "down",
     "Mean number of different agencies and coaches that helped a household, of households that had any since week 0; "
     "of a case handed over, the last coach."),
    ("known_households", "Bekende huishoudens", "Households known", "persons", "neither",
     "Households that asked, were signalled or were served since week 0."),
    ("helped_households", "Geholpen huishoudens", "Households helped", "persons", "up",
     "Households that got first real help for a question since week 0."),
    ("never_reached_households", "Nooit bereikte huishoudens", "Households never reached", "persons", "down",
     "Households that had any severity 2 or more since week 0 and got no real help for a question."),
    ("drop_outs", "Uitvallers", "Drop-outs", "count", "down",
     "Times that a client left agency care before its planned end with the problem still there."),
    ("left_lists", "Van de wachtlijst gegaan", "Left a waiting list", "count", "down",
     "Times that somebody gave up waiting for an agency."),
    ("requests_desk", "Vragen aan het loket", "Requests at the desk", "count", "neither",
     "Requests opened because the household asked at a desk."),
    ("requests_signal", "Vragen na een signaal", "Requests after a signal", "count", "neither",
     "Requests opened because an organisation passed on a signal."),
    ("requests_outreach", "Vragen door opzoeken", "Requests by outreach", "count", "neither",
     "Requests opened because somebody rang at the door."),
    ("requests_coach", "Vragen aan de wijkcoach", "Requests to a coach", "count", "neither",
     "Requests opened because the household asked a neighbourhood coach."),
    ("requests_intaker", "Vragen aan de intaker", "Requests to an intaker", "count", "neither",
     "Requests opened because the household asked at the neighbourhood's intaker."),
    ("provisions_started", "Gestarte voorzieningen", "Provisions started", "count", "neither",
     "Times that agency care started."),
    ("heavy_provisions_started", "Gestarte zware voorzieningen", "Heavy provisions started", "count",
     "neither",
     "Times that agency care started in the heavy class (severity 3)."),
    ("assistance_weeks", "Weken bijstand", "Weeks on social assistance", "household_weeks", "down",
     "Household-weeks on social assistance."),
    ("contacts", "Gesproken huishoudens", "Households spoken to", "count", "neither",
     "Households first spoken to by a coach or outreach worker."),
    ("conversations_coach", "Gesprekken", "Conversations", "count", "neither",
     "All talks of coaches and outreach workers with residents: when ringing, when opening a case, and during it."),
    ("cases_opened", "Gestarte trajecten", "Cases opened", "count", "neither",
     "Cases opened by coaches."),
    ("able_to_go_on_share", "Zelf verder", "Able to go on", "share", "up",
     "Cases closed without a new request of the household within a year, of cases closed at least a year "
     "before the end other than by moving or because coaching stopped."),
    ("ladder_steps", "Stappen op de participatieladder", "Steps up the participation ladder", "count", "up",
     "Rungs of the participation ladder climbed by clients of coaches."),
    ("intakes", "Intakes", "Intakes", "count", "neither",
     "Requests that an intaker looked at."),
    ("intaker_solved_share", "Aan de deur opgelost", "Solved at the door", "share", "up",
     "Intakes after which nobody else was needed and the household did not ask again in the same domain within 13 "
     "weeks, of intakes at least 13 weeks before the end."),
    ("intaker_mean_wait_weeks", "Gemiddelde wachttijd intaker", "Mean wait for the intaker", "weeks", "down",
     "Household-weeks on the intakers' list for each intake."),
    ("complex_case_share", "Aandeel complexe trajecten", "Share of complex cases", "share", "neither",
     "Cases in which two problems or more needed a specialist when it was opened, of cases opened."),
    ("positive_share", "Aandeel positieve cliënten", "Share of positive clients", "share", "up",
     "Clients who were positive about the help, of those whose case ended other than by moving."),
    ("top_topics_finances_housing", "Vooral over geld en wonen", "Mostly about money and housing", "share", "neither",
     "Whether finances and housing were the two most frequent topics of first conversations with a coach."),
    ("all_entry_routes", "Alle wegen naar de coach", "All routes to the coach", "share", "neither",
     "Whether some came to the coaches by asking, some by a signal and some because a coach rang."),
    ("outreach_hours", "Uren opzoeken", "Outreach hours", "hours", "neither",
     "Hours that coaches and outreach workers spent in the street."),
    ("caseload_mean", "Gemiddelde caseload", "Mean caseload", "cases", "neither",
     "Open cases for each full-time coach at work, averaged over coach-weeks."),
    ("vacancy_share", "Aandeel vacatures", "Vacant share", "share", "down",
     "Vacant share of the posts of coaches and outreach workers, over time."),
    ("sick_share", "Ziekteverzuim", "Sick leave", "share", "down",
     "Weeks of coaches and outreach workers on sick leave, of the weeks that posts were filled."),
    ("turnover_year", "Verloop", "Turnover", "share_year", "down",
     "Full-time posts left by their holder, for each filled post and year."),
    ("cooperation_mean", "Samenwerking met instanties", "Cooperation of agencies", "share", "up",
     "Cooperation with the coaches, between 0 and 1, averaged over agencies and months."),
    ("cooperation_min", "Slechtste samenwerking", "Worst cooperation", "share", "up",
     "The lowest cooperation with the coaches of any agency in any month."),
)  # fmt: skip

ROUTES = {
    "coached": ("met een wijkcoach", "with a coach", "of which a coach was asked to take care, perhaps with others"),
    "referred": ("doorverwezen naar instanties", "referred to agencies", "that were referred to agencies, not a coach"),
    "nowhere": (
        "bij niemand terechtgekomen",
        "taken up by nobody",
        "that were neither solved at the door nor passed on",
    ),
}
ENDS = {
    "helped": ("geholpen", "helped", "neither", "and got real help"),
    "lost": ("zonder hulp doodgelopen", "lost without help", "down", "and got lost or were given up without real help"),
    "gone": ("niet meer nodig of verhuisd", "no longer needed or moved", "neither",
             "and ended without real help since the problem was over or the household moved"),
    "waiting": ("wacht nog", "still waiting", "down", "and are open at the end of the run, without real help so far"),
}  # fmt: skip
PATH_ROWS: tuple[Row, ...] = (
    ("path_solved", "Vragen: aan de deur opgelost", "Requests: solved at the door", "count", "neither",
     "Requests since week 0 that were solved at the door and needed nobody else."),
    *((f"path_{route}_{end}", f"Vragen: {dutch}, {so}", f"Requests: {english}, {thus}", "count", better,
       f"Requests since week 0 {which} {what}.")
      for route, (dutch, english, which) in ROUTES.items()
      for end, (so, thus, better, what) in ENDS.items()),
)  # fmt: skip
"""How requests since week 0 went and ended; each is in one of these, so that they add up to all."""

WHOM = {
    "direct": ("wie al bekend was", "those known already",
               "households that the approach had to do with and that asked, were signalled or were served in the "
               "reference too"),
    "queue": ("wie alleen wachtrijen merkt", "those who feel queues alone",
              "households that the approach had nothing to do with"),
    "found": ("wie gevonden werd", "those found",
              "households that the approach had to do with and that stayed unknown in the reference"),
}  # fmt: skip
"""Classes of households: Dutch and English label, meaning."""

EFFECT_ROWS: tuple[Row, ...] = (
    *((f"effect_{part}_eur", f"Verschil in kosten: {dutch}", f"Difference in cost: {english}", "euros", "down",
       f"Cost less that in the reference, of {meaning}.")
      for part, (dutch, english, meaning) in WHOM.items()),
    ("effect_fixed_eur", "Verschil in kosten: vaste kosten", "Difference in cost: fixed costs", "euros", "down",
     "Payments that no household causes (salaries, places that stand empty) less those in the reference."),
    *((f"effect_{part}_problem_weeks", f"Verschil in weken met een probleem: {dutch}",
       f"Difference in weeks with a problem: {english}", "household_weeks", "down",
       f"Household-domain-weeks with severity 1 or more less those in the reference, of {meaning}.")
      for part, (dutch, english, meaning) in WHOM.items()),
)  # fmt: skip
"""The paired difference with the reference in parts; in the reference itself 0."""

QUEUE_ROWS: tuple[Row, ...] = (
    ("queue_delayed_share", "Aandeel dat moest wachten", "Share delayed", "share", "down",
     "Arrivals that started later than requested or still wait, of arrivals that started or still wait."),
    ("queue_mean_wait_weeks", "Gemiddelde wachttijd", "Mean wait", "weeks", "down",
     "Mean weeks from request to start of all arrivals; those who left count until then, those who wait to"
     " the end."),
    ("queue_left_share", "Aandeel dat wegging", "Share that left", "share", "down",
     "Arrivals that left the line, of all arrivals."),
    ("queue_mean_length", "Gemiddelde lengte van de rij", "Mean length of the line", "persons", "down",
     "Time average of the number in the line."),
    ("queue_escalated_share", "Aandeel dat verergerde", "Share escalated", "share", "down",
     "Arrivals that got worse while waiting, of all arrivals."),
)  # fmt: skip
