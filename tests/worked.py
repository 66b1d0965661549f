"""Worked examples of the statutory clocks: what is asked at the terminal, and the days that must come out.

Each has a title, the words after `chatops clock`, and the rules with their days: `rule=DAY` is the day in law,
`rule!=DAY` the day to act by.
"""

TERMS = """Kind,Name,First day,Last day
term,Autumn 2026,2026-09-01,2026-12-18
term,Spring 2027,2027-01-04,2027-03-25
term,Summer 2027,2027-04-12,2027-07-21
break,Autumn half-term,2026-10-26,2026-10-30
break,Spring half-term,2027-02-15,2027-02-19
break,Summer half-term,2027-05-31,2027-06-04
inset,INSET,2026-09-01,
inset,INSET,2026-10-23,
inset,INSET,2027-01-04,
inset,INSET,2027-04-12,
inset,INSET,2027-07-21,
"""
"""The terms of a school, with an INSET day at the edge of each of its holidays."""

FIRST = (
    (
        "An ordinary request",
        (
            "ehc --requested-on 2026-09-14 --fact advice_request_received_on=2026-10-20 --fact "
            "draft_served_on=2027-01-04 --fact school_consulted_on=2027-01-05"
        ),
        (
            "ehc.decision=2026-10-26 ehc.advice=2026-12-01 ehc.no_plan=2027-01-04 ehc.final=2027-02-01 "
            "ehc.reps=2027-01-18 ehc.consult=2027-01-20"
        ),
    ),
    (
        "Six weeks end on Christmas Day",
        "ehc --requested-on 2026-11-13",
        "ehc.decision=2026-12-25 ehc.decision!=2026-12-24 ehc.no_plan=2027-03-05 ehc.final=2027-04-02",
    ),
    (
        "An annual review amended in time",
        "annual-review --meeting-on 2026-11-10 --notice-on 2026-12-01 --calendar terms.csv",
        (
            "ar.invite=2026-10-27 ar.invite!=2026-10-22 ar.papers=2026-10-27 ar.report=2026-11-24 "
            "ar.la_decision=2026-12-08 ar.reps=2026-12-15 ar.final_from_notice=2027-01-26 "
            "ar.final_limit=2027-02-02 ar.final=2027-01-26"
        ),
    ),
    (
        "A first annual review",
        "annual-review --plan-made-on 2027-02-01",
        "ar.completion=2028-01-31 ar.latest_meeting=2028-01-03 ar.latest_meeting!=2027-12-31",
    ),
    (
        "From Year 6 in September 2027",
        "phase-transfer --year-group 6 --transfer-year 2027 --calendar terms.csv",
        "pt.school=2027-02-14 pt.school!=2027-02-12 pt.school_meeting=2026-11-22 pt.school_meeting!=2026-11-20",
    ),
    (
        "A plan of a child under five",
        "annual-review --plan-made-on 2026-09-01 --fact born_on=2023-05-12",
        "ar.under_five_from=2026-12-01 ar.under_five_by=2027-03-01 ar.completion=2027-08-31",
    ),
)
"""The first reading of the law."""

SECOND = (
    (
        "Request e-mailed on a Sunday; every date falls on a Sunday",
        "ehc --requested-on 2026-11-01",
        (
            "ehc.decision=2026-12-13 ehc.decision!=2026-12-11 ehc.no_plan=2027-02-21 ehc.final=2027-03-21 "
            "ehc.final!=2027-03-19"
        ),
    ),
    (
        "School advice asked for just before Christmas",
        "ehc --fact advice_request_received_on=2026-12-07",
        "ehc.advice=2027-01-18",
    ),
    (
        "Draft served before a leap day",
        "ehc --fact draft_served_on=2028-02-20",
        "ehc.reps=2028-03-05",
    ),
    (
        "Re-assessment agreed on 21 June",
        "ehc --fact reassessment_notified_on=2027-06-21",
        "ehc.reassess_final=2027-09-27",
    ),
    (
        "Re-assessment of the authority's own motion over a leap day",
        "ehc --fact reassessment_notified_on=2028-01-03",
        "ehc.reassess_final=2028-04-10",
    ),
    (
        "Reviewed on 28 February before a leap year",
        "annual-review --last-completed-on 2027-02-28",
        "ar.completion=2028-02-27 ar.latest_meeting=2028-01-30 ar.latest_meeting!=2028-01-28",
    ),
    (
        "Two weeks' notice that begin in the Christmas holiday",
        "annual-review --meeting-on 2027-01-12 --calendar terms.csv",
        "ar.invite=2026-12-29 ar.invite!=2026-12-18 ar.papers=2026-12-29",
    ),
    (
        "Amendment notice on the very last day: 8 weeks and 12 weeks meet",
        "annual-review --meeting-on 2027-02-02 --notice-on 2027-03-02",
        "ar.la_decision=2027-03-02 ar.reps=2027-03-16 ar.final=2027-04-27",
    ),
    (
        "Amendment without a review (reg 28)",
        "annual-review --notice-on 2028-01-10",
        "ar.reps=2028-01-24 ar.final=2028-03-06",
    ),
    (
        "Under five: three to six months from 30 November",
        "annual-review --plan-made-on 2026-11-30 --fact born_on=2022-06-15",
        "ar.under_five_from=2027-02-28 ar.under_five_by=2027-05-30 ar.completion=2027-11-29",
    ),
    (
        "Year 12 leaves a SCHOOL sixth form for college, September 2028",
        "phase-transfer --year-group 12 --transfer-year 2028",
        "pt.post16=2028-03-30",
    ),
    (
        "Nursery to school, September 2027",
        "phase-transfer --year-group N --transfer-year 2027",
        "pt.school=2027-02-14 pt.school!=2027-02-12",
    ),
    (
        "Middle school transfer after Year 7 (and first school after Year 5)",
        "phase-transfer --year-group 7 --transfer-year 2027",
        "pt.school=2027-02-14",
    ),
    (
        "Move over Christmas: working days skip three bank holidays",
        "move --fact old_authority_knew_on=2026-12-14 --fact moved_on=2026-12-18",
        "move.transfer=2027-01-06",
    ),
    (
        "Transferred on 30 November before a leap year",
        "move --fact transferred_on=2027-11-30 --fact last_made_or_reviewed_on=2027-09-10",
        "move.told=2028-01-11 move.review_three_months=2028-02-29 move.review=2028-09-09",
    ),
    (
        "Appeal that runs out in August",
        "ehc --fact decision_letter_on=2026-06-10 --fact mediation_certificate_on=2026-07-20",
        "ehc.appeal=2026-09-01",
    ),
    (
        "Appeal that runs out on a Sunday; two months from 31 December",
        "ehc --fact decision_letter_on=2026-12-31 --fact mediation_certificate_on=2027-01-15",
        "ehc.appeal=2027-03-01",
    ),
    (
        "When to have contacted the mediation adviser",
        "ehc --fact decision_letter_on=2026-12-31",
        "ehc.mediation_contact=2027-02-28",
    ),
    (
        "Tribunal orders an assessment",
        "ehc --fact tribunal_order_on=2027-03-01",
        "ehc.order_assess=2027-03-15",
    ),
    (
        "Authority decides to cease: the plan stands while there is time to appeal",
        "annual-review --fact cease_notified_on=2027-01-15",
        "ar.cease_stands=2027-03-15",
    ),
    (
        "Appeal month that ends on Good Friday",
        "ehc --fact decision_letter_on=2027-01-12 --fact mediation_certificate_on=2027-02-26",
        "ehc.appeal=2027-03-30",
    ),
    (
        "Control: appeal that ends on a working day stays",
        "ehc --fact decision_letter_on=2027-04-14 --fact mediation_certificate_on=2027-04-30",
        "ehc.appeal=2027-06-14",
    ),
)
"""The second reading."""
