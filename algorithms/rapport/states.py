"""In which state is a relationship, and which sign says so?

*Compounding*: a sign became better and none worse. *Drifting*: one became worse and none better, or
a silence is longer than the rhythm before lets expect. *Steady*: enough is known, and nothing
changed beyond chance, or signs disagree. *Too little to say*: no sign, and too few touches for one.
"""

from __future__ import annotations

from dataclasses import dataclass

from algorithms.rapport.halves import Comparison, compared, significant
from algorithms.rapport.indicators import COUNT, INDICATORS, SHARE, Sampled, sampled
from algorithms.rapport.rules import rules
from algorithms.rapport.silence import Silence, silence
from algorithms.rapport.touches import Touch, Window

COMPOUNDING, STEADY, DRIFTING = "compounding", "steady", "drifting"
TOO_LITTLE = "too little to say"
STATES = (COMPOUNDING, STEADY, DRIFTING, TOO_LITTLE)


@dataclass(frozen=True)
class Sign:
    """A change beyond chance: of which indicator, for the better or not, in a sentence, with the
    chance that it comes of nothing and the engagements that it rests on."""

    indicator: str
    is_better: bool
    sentence: str
    chance: float
    engagements: tuple[str, ...]


@dataclass(frozen=True)
class Relationship:
    """A relationship in its indicators, its silence, its state and the sentence that says why."""

    window: Window
    comparisons: tuple[Comparison, ...]
    silence: Silence | None
    state: str
    why: str
    signs: tuple[Sign, ...]


def relationship(touches: list[Touch], window: Window) -> Relationship:
    """The state of the relationship that some engagements make, on the window's last day."""
    comparisons = tuple(compared(sampled(one, touches, window)) for one in INDICATORS)
    quiet = silence(touches, window)
    signs = _signs(comparisons, quiet)
    state, why = _state(signs, comparisons[0].sampled)
    return Relationship(window, comparisons, quiet, state, why, signs)


def _signs(comparisons: tuple[Comparison, ...], quiet: Silence | None) -> tuple[Sign, ...]:
    """What changed beyond chance, the least likely first."""
    found = [
        Sign(
            (indicator := one.sampled.indicator).name,
            one.way == indicator.better,
            _changed(one),
            one.chance,
            tuple(one.sampled.engagements),
        )
        for one in comparisons
        if one.sampled.indicator.name in rules().signs and one.chance is not None and one.way
    ]
    if quiet and quiet.chance is not None:
        sentence = (
            f"No touch for {quiet.days} days, after {quiet.touches_before} in the twelve months "
            f"before the last one; {_by_chance(quiet.chance)}."
        )
        found.append(Sign("silence", False, sentence, quiet.chance, (quiet.engagement_id,)))
    kept = significant([one.chance for one in found])
    signs = [one for one, is_kept in zip(found, kept, strict=True) if is_kept]
    return tuple(sorted(signs, key=lambda one: one.chance))


def _state(signs: tuple[Sign, ...], touches: Sampled) -> tuple[str, str]:
    better, worse = (any(s.is_better is way for s in signs) for way in (True, False))
    if better and worse:
        first, second = (
            next(s.sentence for s in signs if s.is_better is way) for way in (True, False)
        )
        return STEADY, f"Signs disagree. For: {first} Against: {second}"
    if signs:
        return (COMPOUNDING if better else DRIFTING), signs[0].sentence
    held = len(touches.samples)
    if held < rules().fewest_touches:
        return TOO_LITTLE, (
            f"{held} {'touch' if held == 1 else 'touches'} in twelve months; "
            f"at least {rules().fewest_touches} are needed."
        )
    if min(touches.window.days()) <= 0:
        return TOO_LITTLE, "The log does not reach back over both halves of the twelve months."
    early, late = touches.halves()
    return STEADY, (
        f"{len(late)} touches in the last six months, {len(early)} in the six before; "
        "nothing changed beyond chance."
    )


def _changed(one: Comparison) -> str:
    indicator = one.sampled.indicator
    verb = "rose" if one.way > 0 else "fell"
    before, after = (_figure(indicator.kind, value) for value in (one.before, one.after))
    what = indicator.title.capitalize()
    return (
        f"{what} {verb} from {before} in the first six months to {after} in the last six; "
        f"{_by_chance(one.chance or 0.0)}."
    )


def _figure(kind: str, value: float | None) -> str:
    if value is None:
        return "unknown"
    if kind == SHARE:
        return f"{value:.0%}"
    return f"{value:.0f}" if kind == COUNT else f"{value:.3g}"


def _by_chance(chance: float) -> str:
    """How rarely chance alone gives as much, as it is read aloud."""
    if chance < 0.001:
        return "chance alone gives as much less than once in 1,000"
    return f"chance alone gives as much once in {round(1 / chance)}"
