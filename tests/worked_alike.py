"""Worked examples of the law's kinds beside those of its readings, written as in `tests/worked.py`."""

ALIKE = (
    (
        "A month that ends on Christmas Eve stays",
        "ehc --fact decision_letter_on=2026-09-01 --fact mediation_certificate_on=2026-11-24",
        "ehc.appeal=2026-12-24",
    ),
    (
        "Two months that end on Boxing Day",
        "ehc --fact decision_letter_on=2026-10-26 --fact mediation_certificate_on=2026-11-02",
        "ehc.appeal=2027-01-04",
    ),
    (
        "A month that ends on New Year's Day, a Saturday",
        "ehc --fact decision_letter_on=2027-10-01 --fact mediation_certificate_on=2027-12-01",
        "ehc.appeal=2028-01-04",
    ),
    (
        "Two months that end on 31 July, a Saturday: July's limit, met on the Monday",
        "ehc --fact decision_letter_on=2027-05-31 --fact mediation_certificate_on=2027-06-01",
        "ehc.appeal=2027-08-02",
    ),
    (
        "Two months that end on 1 August, a Sunday",
        "ehc --fact decision_letter_on=2027-06-01 --fact mediation_certificate_on=2027-06-02",
        "ehc.appeal=2027-09-01",
    ),
    (
        "The school named alone: no certificate, Christmas all the same",
        "ehc --fact decision_letter_on=2026-10-27",
        "ehc.placement_appeal=2027-01-04 ehc.mediation_contact=2026-12-27",
    ),
    (
        "Mediation declined before Christmas",
        "ehc --fact mediation_declined_on=2026-12-23",
        "ehc.certificate=2026-12-30",
    ),
    (
        "Mediation declined on a Saturday",
        "ehc --fact mediation_declined_on=2027-02-06",
        "ehc.certificate=2027-02-10",
    ),
    (
        "Mediation wanted in the holidays",
        "ehc --fact mediation_requested_on=2026-12-15",
        "ehc.mediation=2027-01-14",
    ),
    (
        "An order over Christmas knows no rolling",
        "ehc --fact tribunal_order_on=2026-12-11",
        (
            "ehc.order_assess=2026-12-25 ehc.order_assess!=2026-12-24 ehc.order_draft=2027-01-15 "
            "ehc.order_plan=2027-02-26 ehc.order_no_plan=2027-02-19 ehc.order_final=2027-03-19 "
            "ehc.order_amend=2027-01-15 ehc.order_name=2026-12-25 ehc.order_reconsider=2026-12-25 "
            "ehc.order_continue=2026-12-11"
        ),
    ),
    (
        "An appeal that was not opposed",
        "ehc --fact not_opposed_on=2027-03-01",
        ("ehc.order_assess=2027-03-15 ehc.order_amend=2027-04-05 ehc.order_name=2027-03-15 ehc.order_plan=2027-05-17"),
    ),
    (
        "A mediation agreement",
        "ehc --fact mediation_agreed_on=2027-03-01",
        "ehc.order_amend=2027-04-05 ehc.agreement=2027-03-15",
    ),
    (
        "A re-assessment asked for",
        "ehc --fact reassessment_requested_on=2026-12-18 --fact last_assessed_on=2026-08-31",
        "ehc.reassess_decision=2027-01-02 ehc.reassess_decision!=2026-12-31 ehc.reassess_bar=2027-02-28",
    ),
    (
        "A child brought to the authority's attention",
        "ehc --fact became_responsible_on=2026-11-02",
        "ehc.decision=2026-12-14 ehc.no_plan=2027-02-22 ehc.final=2027-03-22",
    ),
    (
        "A plan to cease: the window runs out in August",
        "annual-review --cease-notified-on 2026-06-12",
        "ar.cease_stands=2026-09-01 ar.cease_contact=2026-08-12",
    ),
    (
        "A plan to cease: a certificate later",
        "annual-review --fact cease_notified_on=2027-01-15 --fact mediation_certificate_on=2027-02-26",
        "ar.cease_stands=2027-03-30",
    ),
    (
        "A plan to cease: an early certificate shortens nothing",
        "annual-review --fact cease_notified_on=2027-01-15 --fact mediation_certificate_on=2027-01-22",
        "ar.cease_stands=2027-03-15",
    ),
    (
        "A plan to cease: while the appeal runs and until it is decided",
        (
            "annual-review --fact cease_notified_on=2027-01-15 --fact cease_appealed_on=2027-02-01 --fact "
            "cease_appeal_decided_on=2027-07-05"
        ),
        "ar.cease_pending=2027-07-05",
    ),
    (
        "Year 11 leaves in 2027",
        "phase-transfer --year-group 11 --transfer-year 2027",
        "pt.post16=2027-03-30 pt.post16_meeting=2027-01-05",
    ),
    (
        "Year 13 leaves a sixth form in 2027",
        "phase-transfer --year-group 13 --transfer-year 2027 --calendar terms.csv",
        "pt.post16=2027-03-30 pt.post16_meeting=2027-01-05 pt.post16_meeting!=2027-01-05",
    ),
    (
        "Year 13 leaves a college in 2027",
        "phase-transfer --year-group 13 --transfer-year 2027 --from college",
        "pt.between_post16=2027-04-01",
    ),
    (
        "A first school that ends with Year 3",
        "phase-transfer --year-group 3 --transfer-year 2028",
        "pt.school=2028-02-14 pt.school_meeting=2027-11-22",
    ),
    (
        "A SENCO since 2023",
        "senco --since 2023-09-01",
        "senco.qualified=2026-09-01",
    ),
    (
        "A subject access request that ends on a Saturday",
        "records --fact sar_received_on=2026-10-31",
        "rec.subject_access=2026-11-30",
    ),
    (
        "A subject access request over Good Friday",
        "records --fact sar_received_on=2027-02-26",
        "rec.subject_access=2027-03-30",
    ),
    (
        "The educational record, over half-term and an INSET day",
        "records --fact record_asked_on=2026-10-16 --calendar terms.csv",
        "rec.educational_record=2026-11-16",
    ),
    (
        "Who leaves in the middle of the year",
        "records --fact left_on=2026-10-16 --calendar terms.csv",
        "rec.passed_on=2026-11-16",
    ),
    (
        "A complaint about data protection",
        "records --fact complaint_received_on=2026-12-01 --calendar terms.csv",
        "rec.complaint=2026-12-30 rec.complaint!=2026-12-18",
    ),
)
