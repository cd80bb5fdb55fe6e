"""What people do with cases: decide, appeal, answer an appeal, note. Each gives the event to append, or says why not.

Pure but for the clock handed in: the caller folds, asks, appends. Who may do what rests on Order 117 Art. 12-14:
reasons and a way to appeal for everybody, another pair of eyes for what weighs most, and nobody judges an appeal
against himself.
"""

from __future__ import annotations

from typing import Any

import msgspec

from governance.beijing import beijing
from governance.cases.standing import appeal_until, points_at
from governance.cases.state import Case, Fold
from governance.decide.penalties.adjust import adjusted
from governance.decide.penalties.charges import ChargeRules, Circumstances, Found
from governance.decide.penalties.policy import Policy
from governance.decide.penalties.propose import Accused, Past, propose
from governance.decide.penalties.ticket import Adjustment, Ticket
from governance.errors import UsageError
from governance.ledger import Event
from governance.model import LawRef
from governance.rulebook import law
from governance.rulebook.source import Source

MAX_WORDS = 4_000  # characters of a note or reason


class Desk:
    """The policy, the charge rules and the law, ready to judge the cases of one fold."""

    def __init__(self, fold: Fold, policy: Policy, rules: ChargeRules, source: Source) -> None:
        self.fold = fold
        self.policy = policy
        self.rules = rules
        self.source = source

    def in_force(self, ref: str, day: str) -> tuple[LawRef, ...]:
        """The article ``ACT:1(2)`` if its act is in force on the day."""
        parsed = law.parse_ref(ref)
        act = self.source.law.acts.get(parsed.act)
        return (parsed,) if act is not None and law.in_force(act, day) else ()

    def find(self, case_id: str) -> Case:
        """The case of this id or of an id that begins so. Raises UsageError."""
        case = self.fold.case(case_id)
        if case is not None:
            return case
        near = [one for one in self.fold.cases() if one.id.startswith(case_id) and len(case_id) >= len("c-123")]
        if len(near) == 1:
            return near[0]
        what = f"{case_id!r} begins several cases" if near else f"no case {case_id!r}"
        raise UsageError.of(what, mend="see `pinocchio case list`")

    def proposal(self, case: Case, at: str) -> Ticket | None:
        """What the policy calls for, given what stands against the party at ``at``.

        None when there is nothing to charge, or nobody: without a known party there is no penalty.
        """
        if not case.known_party:
            return None
        share, arrangement = self._share(case)
        accused = Accused(case.party, case.role, share, arrangement, case.first.verdict, self._day(case))
        about = Circumstances(case.first.category, case.role, case.warned, case.first.audience)
        return propose(accused, _charged_findings(case), about, self.past(case, at), policy=self.policy,
                       rules=self.rules, in_force=self.in_force)  # fmt: skip

    def past(self, case: Case, at: str) -> Past:
        """What counts as history of the case: other cases of the party whose penalty stands at ``at``."""
        stands = [
            other
            for other in self.fold.of_party(case.party)
            if other.stands and other.id != case.id and other.decided_at <= at
        ]
        windows = self.policy.file.history
        here = beijing(case.at)

        def within(other: Case, days: int) -> bool:
            return 0 <= (here - beijing(other.at)).total_seconds() <= days * 86_400

        repeats: dict[str, list[str]] = {}
        for other in stands:
            if within(other, windows.repeat_days) and other.ticket is not None:
                for family in {charge.family for charge in other.ticket.charges}:
                    repeats.setdefault(family, []).append(other.id)
        ids = frozenset(other.id for other in stands)
        return Past(
            prior=tuple(sorted(other.id for other in stands if within(other, windows.first_days))),
            repeats={family: tuple(sorted(cases)) for family, cases in repeats.items()},
            counted=tuple(sorted(ids)),
            points=points_at(stands, ids, at),
        )

    def _share(self, case: Case) -> tuple[int, str]:
        if case.role == "pk-partner":
            return self.policy.file.pk_partner, "pk-partner"
        roles = frozenset({case.role, *case.partners} - {"pk-partner"})
        for arrangement in self.policy.file.liability:
            if frozenset(arrangement.shares) == roles:
                return {str(role): share for role, share in arrangement.shares.items()}[case.role], arrangement.id
        return 100, "unspecified"

    @staticmethod
    def _day(case: Case) -> str:
        return case.first.day or beijing(case.at).date().isoformat()

    # --- what people do ---

    def decide(self, case: Case, user: str, at: str, *, dismiss: bool, reason: str,
               changes: tuple[Adjustment, ...] = ()) -> Event:  # fmt: skip
        """Penalise by the proposal, or more mildly with ``changes`` and a reason for them, or dismiss; the first of two
        reviewers only proposes. Raises UsageError.
        """
        if case.status not in ("open", "proposed"):
            raise UsageError.of(f"case {case.id} is {case.status} already", mend="`case show` tells; appeal or note it")
        words = _words(reason)
        if not case.known_party and not dismiss:
            raise UsageError.of(f"case {case.id} has no known party", mend="dismiss it, or scan again with a merchant")
        ticket = None if dismiss else self.proposal(case, at)
        if not dismiss and ticket is None:
            raise UsageError.of(f"case {case.id} leaves nothing to charge", mend="`case decide --dismiss`")
        if changes and dismiss:
            raise UsageError.of("--dismiss leaves no measure to change", mend="give one or the other")
        if changes and not words:
            raise UsageError.of("to change a measure takes a reason", mend="--reason TEXT")
        if ticket is not None:
            ticket = adjusted(ticket, changes, self.policy)
        outcome = "dismiss" if dismiss else "penalise"
        plan = {"outcome": outcome, **({"changes": [*map(msgspec.to_builtins, changes)]} if changes else {})}
        needed = ticket.reviewers if ticket else self._reviewers_to_dismiss(case)
        first = case.proposal
        agreed = first is not None and {name: first[name] for name in ("outcome", "changes") if name in first} == plan
        if needed > 1 and agreed and user == str((first or {}).get("by")):
            raise UsageError.of(f"{user} has decided this already", mend="a second reviewer must agree: --as SOMEBODY")
        if needed > 1 and not agreed:
            return self._event(case, "decided", at, {**plan, "by": user, "reason": words})
        by = sorted({user, str((first or {}).get("by"))} if agreed and needed > 1 else {user})
        payload: dict[str, Any] = {"by": by, "reason": words}
        if ticket is None:
            return self._event(case, "dismissed", at, payload)
        payload["ticket"] = msgspec.to_builtins(ticket)
        return self._event(case, "penalised", at, payload)

    def _reviewers_to_dismiss(self, case: Case) -> int:
        return self.policy.file.reviewers.block if case.first.verdict == "block" and case.known_party else 1

    def appeal(self, case: Case, user: str, at: str, reason: str) -> Event:
        """The party's appeal, within its window; before a decision it is a statement of defence. Raises UsageError."""
        if case.status not in ("open", "proposed", "penalised"):
            raise UsageError.of(f"case {case.id} is {case.status}: there is nothing to appeal", mend="see `case show`")
        if case.status == "penalised" and at > appeal_until(case):
            last = beijing(appeal_until(case)).date()
            raise UsageError.of(f"the appeal term of case {case.id} ended on {last}", mend="note it: `case note`")
        if user in case.deciders:
            raise UsageError.of(f"{user} decided case {case.id} and cannot appeal it", mend="--as the party")
        return self._event(case, "appealed", at, {"by": user, "reason": _words(reason)})

    def answer(self, case: Case, user: str, at: str, *, overturn: bool, reason: str) -> Event:
        """Uphold or overturn after an appeal. Raises UsageError."""
        if case.status != "appealed":
            mend = "`case appeal` first" if case.status in ("open", "proposed", "penalised") else "see `case show`"
            raise UsageError.of(f"case {case.id} is {case.status}, not appealed", mend=mend)
        appellant = next(str(e.event.payload.get("by")) for e in reversed(case.events) if e.event.kind == "appealed")
        if user in case.deciders:
            raise UsageError.of(f"{user} decided case {case.id}: somebody else must answer the appeal", mend="--as")
        if user == appellant:
            raise UsageError.of(f"{user} made the appeal and cannot answer it", mend="--as SOMEBODY ELSE")
        words = _words(reason)
        if not words and not overturn:
            raise UsageError.of("to uphold takes a reason", mend="--reason TEXT (an answer, Order 117 Art. 14)")
        return self._event(case, "overturned" if overturn else "upheld", at, {"by": user, "reason": words})

    def note(self, case: Case, user: str, at: str, text: str) -> Event:
        """A remark on the record; changes nothing. Raises UsageError."""
        if not text.strip():
            raise UsageError.of("an empty note", mend="say something")
        return self._event(case, "noted", at, {"by": user, "text": _words(text)})

    def _event(self, case: Case, kind: str, at: str, payload: dict[str, Any]) -> Event:
        return Event(kind=kind, event_time=at, parties=(case.party,), document=case.document, case=case.id,
                     payload=payload, rulebook=self.source.digest)  # fmt: skip


def _charged_findings(case: Case) -> list[Found]:
    """The findings that opened the case, with what became of each since."""
    lost = set(case.lost)
    return [
        msgspec.structs.replace(
            one, found=one.fingerprint not in lost, corrected=one.corrected or one.fingerprint in case.corrected
        )
        for one in case.first.findings
    ]


def _words(text: str) -> str:
    if len(text) > MAX_WORDS:
        raise UsageError.of(f"{len(text)} characters of reason", mend=f"at most {MAX_WORDS}")
    return text.strip()
