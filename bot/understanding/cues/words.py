"""Words that mean the same to a front desk, by the names the cues call them."""

from __future__ import annotations

from bot.understanding.patterns import Rule, rule


def _one_of(words: str) -> str:
    return "|".join(words.split())


NAMES = {
    "VISIT": _one_of(
        "appointment appointments visit visits booking bookings reservation reservations checkup checkups "
        "check_up check_ups consultation consultations consult session sessions slot slots meeting "
        "meetings event events cleaning physical exam procedure conference conferences "
    ),
    "PLAN": _one_of(
        "appointment appointments visit visits booking bookings reservation reservations meeting meetings "
        "event events schedule schedules calendar agenda plan plans reminder reminders conference "
        "conferences party parties table "
    ),
    "STAFF": _one_of(
        "human humans person agent representative rep receptionist staff manager operator supervisor "
        "reception front_desk employee advisor nurse human_being "
    ),
    "ANYBODY": _one_of(
        "someone somebody people anyone the_restaurant the_clinic the_office the_doctors_office the_desk"
    ),
    "MOVE": _one_of(
        "reschedule rescheduled rescheduling move moved moving change changed changing shift modify amend "
        "postpone push switch delay swap alter rebook adjust bring_forward push_back edit update "
    ),
    "DROP": _one_of(
        "cancel cancelled canceled cancelling canceling scrap call_off delete deleted deleting remove "
        "removed removing erase "
        "erased get_rid_of unreserve eliminate rescind withdraw terminate ditch nix kill axe unbook discard destroy"
    ),
    "LOOSE": _one_of("undo clear clean empty wipe drop dismiss take_off take_out void end close forget disregard"),
    "ASK": _one_of(
        "book schedule make set_up setup set get arrange reserve have find put add need needs want like "
        "secure place create fix request give organize organise hold obtain sign_me_up hook_me_up take "
        "reserving scheduling booking making arranging scheduled booked reserved looking_for coordinate "
        "wish "
    ),
    "LINE": _one_of("queue line waiting_line"),
    "LIST": _one_of("waitlist wait_list waiting_list cancellation_list standby_list"),
    "DOCTOR": _one_of(
        "doctor doctors dr dentist physician gp specialist dermatologist hygienist therapist pediatrician "
        "practitioner paediatrician optometrist gynecologist cardiologist mechanic psychiatrist counselor *ologist "
    ),
    "I": _one_of("i we"),
    "MONTH": _one_of("january february march april may june july august september october november december"),
    "SERVICE": _one_of(
        "haircut trim shave massage facial manicure pedicure waxing oil_change tune_up tuneup tire_rotation "
        "tires_rotated smog_check inspection servicing cleaning checkup check_up physical vaccination vaccinations "
        "vaccine vaccines vaccinated shot shots jab jabs booster filling fillings root_canal crown x_ray x_rays "
        "xray xrays blood_test blood_work blood_drawn screening mammogram ultrasound eye_exam eye_test hearing_test "
        "teeth_cleaned teeth_whitened stitches braces consult consultation exam follow_up followup physio therapy "
    ),
    "MEAL": _one_of("dinner lunch brunch breakfast supper drinks a_bite something_to_eat a_meal"),
    "EATERY": _one_of(
        "restaurant bistro diner cafe pub tavern steakhouse pizzeria brasserie grill eatery gastropub trattoria buffet "
        "deli brewery joint bar"
    ),
    "DAYNAME": _one_of("today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday"),
}


def cues(intent: str, confidence: float, lines: str) -> Rule:
    """The cues of one intent, one a line, at one confidence."""
    return rule(intent, confidence, lines, NAMES)
