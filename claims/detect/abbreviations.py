"""Words that end in a full stop without ending a sentence."""

from claims.detect.words import word_set

TITLES = word_set(
    """
    mr mrs ms mx dr prof gen gov sen rep reps sens govs lt col sgt capt st ste rev hon pres adm cpl cmdr
    cdr maj brig messrs supt det insp fr sr sra mt ft vs cf viz eg e.g i.e al approx ca ed eds est pvt
    pfc spc ret atty dist asst assoc mme mlle dhr hr bzw z.b d.h u.a nr abs sog ing dipl fig figs eq
    """
)
"""A sentence never ends after these while a word follows."""

NUMBERED = word_set(
    """
    no nos art arts sec secs p pp vol vols ch chap para pt cl op rd st ave blvd hwy rte
    """
)
"""These belong to the number that follows."""

SOFT = word_set(
    """
    inc ltd co corp bros llc plc jr sr etc esq dept univ u.s u.k u.n e.u d.c u.s.a u.a.e n.y l.a ph.d
    m.d b.a m.a m.p b.c a.d jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur
    thurs fri sat sun ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss
    mo mont neb nev okla ore pa r.i s.c s.d n.c n.d n.h n.j n.m tenn tex vt va wash w.va wis wyo ont que
    alta ave blvd rd sq apt bldg
    """
)
"""A sentence ends after these only when the next word is one that opens sentences."""

CLOCK = frozenset({"a.m", "p.m"})

AFTER_CLOCK = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december gmt bst utc cet cest est edt eastern et pt pst pdt
    pacific central ct mountain local ist
    """
)

OPENERS = word_set(
    """
    the a an in on at it its he she they we you i his her their our my this that these those there here
    but and or so yet nor as if when while after before since although though because however meanwhile
    according for from with without under over by to of during despite until unless once what who why
    how where which not no one two both some many most all each every other others another such even
    still also only more last next earlier later then now today yesterday police officials critics
    experts researchers scientists people mr mrs ms dr
    """
)
"""Words that open a sentence in newspaper English and are rarely capitalised inside one."""
