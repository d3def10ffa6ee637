"""What each dialog of her own side asks, and the edit that it ends in."""

from collections.abc import Callable, Mapping
from typing import Any

from mrtnet.domain.career import STATES, CeuRow, CycleRow, GoalRow, MembershipRow, OwnCredentialRow, PracticeRow
from mrtnet.domain.career_organisations import directory, state_association
from mrtnet.domain.certification_rules import body_of, overridden, rule_named, rules
from mrtnet.domain.credentials import credentials
from mrtnet.queries import career
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.career.dialog import Ask, CareerDialog
from mrtnet.ui.drafts import Draft
from mrtnet.words import _

USUAL_PROVIDERS = ("AHIMA", "AAPC", "ACDIS", "HIMSS", "HFMA", "NCRA")
Save = Callable[[dict[str, Any], Draft], None]
Edit = Callable[..., Any]


def ask_goal(around: Around, row: GoalRow | None = None) -> CareerDialog:
    """A goal, new or changed."""
    asks = (Ask("title", _("Goal"), hint=_("Pass the RHIT exam")), Ask("due", _("By when"), "day"),
            Ask("why", _("Why"), "text"))  # fmt: skip

    def save(values: dict[str, Any], draft: Draft) -> None:
        from mrtnet.domain.career_forms import GoalForm
        from mrtnet.edits import career as edits

        form = GoalForm.checked(**values)
        _keep(around.desk.do, draft, row, form, edits.add_goal, edits.change_goal)

    return _open(around, _("New goal"), _("Change the goal"), asks, row, "goal", save)


def ask_credential(around: Around, row: OwnCredentialRow | None = None) -> CareerDialog:
    """A credential of her own."""
    asks = (
        Ask("mark", _("Credential"), hint=_("RHIT"), offers=tuple(credentials())),
        Ask("state", _("How far"), "choice", offers={key: _(words) for key, words in STATES.items()}),
        Ask("exam_on", _("Exam on"), "day"),
        Ask("earned_on", _("Verified on"), "day"),
        Ask("number", _("Number")),
        Ask("note", _("Note"), "text"),
    )

    def save(values: dict[str, Any], draft: Draft) -> None:
        from mrtnet.domain.career_forms import CredentialForm
        from mrtnet.edits import career as edits

        form = CredentialForm.checked(**values, body=row.body if row and row.mark == values["mark"] else "")
        _keep(around.do, draft, row, form, edits.add_credential, edits.change_credential)

    below = _("Write the mark after your name only once its body has verified it.")
    return _open(around, _("New credential"), _("Change the credential"), asks, row, "credential", save, below=below)


def ask_cycle(around: Around, row: CycleRow | None = None, values: Mapping[str, Any] | None = None) -> CareerDialog:
    """A certification cycle; of one on file also her own numbers over the body's rule."""
    choices = {key: f"{rule.title} ({key})" for key, rule in rules().items()}
    if row is not None and row.body not in choices:
        choices[row.body] = row.body
    asks = [Ask("body", _("Rule"), "choice", offers=choices), Ask("starts_on", _("First day"), "day"),
            Ask("ends_on", _("Last day"), "day")]  # fmt: skip
    told = dict(values or {})
    if row is not None:
        asks += _own_numbers(row, told)
    asks.append(Ask("note", _("Note"), "text"))

    def save(values: dict[str, Any], draft: Draft) -> None:
        from mrtnet.domain.career_forms import CycleForm
        from mrtnet.edits import career as edits

        kept = {"note": values["note"], **{key: values[key] for key in ("body", "starts_on", "ends_on")}}
        for key, words in (("starts_on", _("The first day")), ("ends_on", _("The last day"))):
            if kept[key] is None:
                raise Trouble(_("{what} of the cycle is missing.").format(what=words))
        if row is None:
            around.do(draft.in_save(edits.add_cycle), CycleForm.checked(**kept))
            return
        same = row.body == values["body"]
        form = CycleForm.checked(**kept, rule=_override(row, values) if same else "", submitted_on=row.submitted_on)
        around.do(draft.in_save(edits.change_cycle), row.id, form)

    below = _("Bodies change their rules. Your own numbers win; check with the body.")
    return _open(around, _("New cycle"), _("Change the cycle"), asks, row, "cycle", save, told, below=below)


def _own_numbers(row: CycleRow, told: dict[str, Any]) -> list[Ask]:
    """Fields for her own numbers; empty means as the body says."""
    rule = rule_named(row.body)
    try:
        hers = overridden(rule, row.rule)
    except Trouble:
        hers = rule
    as_body = _("as the body says")
    asks = [Ask("units", _("CEUs asked for, if yours differ"), "number", as_body),
            Ask("submit_days", _("Last day to hand in: days after the end"), "number", as_body),
            Ask("grace_days", _("Grace after that, in days"), "number", as_body)]  # fmt: skip
    if hers.own:
        told |= {key: getattr(hers, key) for key in ("units", "submit_days", "grace_days")
                 if getattr(hers, key) != getattr(rule, key)}  # fmt: skip
    plain = {quota.key: quota for quota in rule.quotas}
    for quota in hers.quotas:
        if quota.most_each:
            continue
        words = _("CEUs {what}, if yours differ").format(what=_(quota.title))
        asks.append(Ask(f"quota.{quota.key}", words, "number", as_body))
        if quota != plain.get(quota.key):
            told[f"quota.{quota.key}"] = quota.amount
    return asks


def _override(row: CycleRow, values: Mapping[str, Any]) -> str:
    """Her numbers as JSON; what else she or another program wrote into the rule stays."""
    import json

    rule = rule_named(row.body)
    try:
        hers, told = overridden(rule, row.rule), json.loads(row.rule or "{}")
    except Trouble:
        hers, told = rule, {}
    for key in ("units", "submit_days", "grace_days"):
        told.pop(key, None)
        if values.get(key) is not None:
            told[key] = values[key] if key == "units" else _whole(values[key])
    quotas = {each["key"]: each for each in told.pop("quotas", [])}
    for quota in hers.quotas:
        number = values.get(f"quota.{quota.key}")
        if number is None:
            quotas.pop(quota.key, None)
            continue
        plain = {key: value for key, value in quota._asdict().items() if value}
        plain |= {"amount": number, "optional": False}
        plain.pop("share", None)
        if quota.valid_from:
            plain["valid_from"] = quota.valid_from.isoformat()
        quotas[quota.key] = plain
    if quotas:
        told["quotas"] = list(quotas.values())
    return json.dumps(told, ensure_ascii=False, sort_keys=True, default=list) if told else ""


def _whole(number: float) -> int:
    if number != int(number):
        raise Trouble(_("Days are whole numbers."))
    return int(number)


def ask_ceu(around: Around, row: CeuRow | None = None) -> CareerDialog:
    """Units of one activity."""
    read = around.desk.read
    state = career.state(read)
    near = (state_association(state).called,) if state else ()
    offers = dict.fromkeys(
        (*career.providers(read), *near, *USUAL_PROVIDERS, *(each.name for each in directory(state)))
    )
    subjects = dict.fromkeys(word for rule in rules().values() for quota in rule.quotas for word in quota.subjects)
    asks = (
        Ask("title", _("Activity"), hint=_("Denials webinar")),
        Ask("units", _("CEUs, as the certificate says"), "number", _("1.5")),
        Ask("day", _("Earned on"), "day"),
        Ask("provider", _("Who gave them"), hint=_("AHIMA, your state association, ..."), offers=tuple(offers)),
        Ask("bodies", _("Counts for"), hint=_("all bodies; or AHIMA, AAPC")),
        Ask("subject", _("About"), hint=_("ethics, Category A, ..."), offers=tuple(subjects)),
        Ask("note", _("Note"), "text"),
    )
    told: dict[str, Any] = {"day": around.desk.today} if row is None else {"bodies": ", ".join(row.bodies)}

    def save(values: dict[str, Any], draft: Draft) -> None:
        from mrtnet.domain.career_forms import CeuForm
        from mrtnet.edits import career as edits

        bodies = values["bodies"].replace(",", " ").split()
        known = {body_of(key).casefold(): body_of(key) for key in rules()}
        values["bodies"] = [known.get(body.casefold(), body) for body in bodies]
        if values["units"] is None:
            raise Trouble(_("How many CEUs does the certificate say?"))
        if values["day"] is None:
            raise Trouble(_("Say on which day they were earned."))
        if values["day"] > around.desk.today:
            raise Trouble(_("That day is still to come. Choose today or an earlier day."))
        form = CeuForm.checked(**values)
        _keep(around.do, draft, row, form, edits.add_ceu, edits.change_ceu)

    return _open(around, _("Log CEUs"), _("Change the CEUs"), asks, row, "ceu", save, told)


def ask_membership(
    around: Around, row: MembershipRow | None = None, values: Mapping[str, Any] | None = None
) -> CareerDialog:
    """A membership."""
    offers = tuple(each.name for each in directory(career.state(around.desk.read)))
    asks = (
        Ask("name", _("Organization"), offers=offers),
        Ask("renews_on", _("Renew by"), "day"),
        Ask("since", _("Member since"), "day"),
        Ask("number", _("Number")),
        Ask("ended_on", _("Ended on"), "day"),
        Ask("note", _("Note"), "text"),
    )

    def save(values: dict[str, Any], draft: Draft) -> None:
        from mrtnet.domain.career_forms import MembershipForm
        from mrtnet.edits import career as edits

        form = MembershipForm.checked(**values)
        _keep(around.do, draft, row, form, edits.add_membership, edits.change_membership)

    return _open(around, _("New membership"), _("Change the membership"), asks, row, "membership", save, values)


def ask_practice(around: Around, row: PracticeRow) -> CareerDialog:
    """A day of an internship, changed."""
    asks = (Ask("day", _("Day"), "day"), Ask("hours", _("Hours"), "number"),
            Ask("learned", _("What you learned (nothing about patients)"), "text"))  # fmt: skip

    def save(values: dict[str, Any], draft: Draft) -> None:
        from mrtnet.domain.career_forms import PracticeForm
        from mrtnet.edits import career as edits

        if values["day"] is None or values["day"] > around.desk.today:
            raise Trouble(_("Say on which day it was: today or an earlier day."))
        form = PracticeForm.checked(**{**values, "hours": values["hours"] or 0})
        around.desk.do(draft.in_save(edits.change_practice_day), row.id, form)

    return _open(around, "", _("Change the day"), asks, row, "practice", save)


def _keep(do: Callable[..., None], draft: Draft, row: Any, form: object, add: Edit, change: Edit) -> None:
    """Add it, or change the row it was opened with; the draft goes with it."""
    if row is None:
        do(draft.in_save(add), form)
    else:
        do(draft.in_save(change), row.id, form)


def _open(
    around: Around, new: str, change: str, asks: Any, row: Any, kind: str, save: Save,
    values: Mapping[str, Any] | None = None, *, below: str = "",
) -> CareerDialog:  # fmt: skip
    told = {**(row._asdict() if row is not None else {}), **(values or {})}
    key = f"career.{kind}:{row.id}" if row is not None else f"career.{kind}"
    title, take = (new, _("Add")) if row is None else (change, _("Save"))
    dialog = CareerDialog(around, title, take, asks, told, key, save, below=below)
    dialog.open_at()
    return dialog
