"""The words by which newspapers say who says it."""

from claims.detect.words import word_set

SAYING = word_set(
    """
    said says say told tells announced announces claimed claims alleged alleges warned warns added adds
    argued argues denied denies confirmed confirms revealed reveals acknowledged acknowledges admitted
    admits insisted insists explained explains declared declares concluded concludes testified predicted
    predicts wrote writes tweeted estimated estimates noted notes stated states reported reports
    suggested suggests indicated indicates recalled complained replied promised pledged vowed asserted
    asserts maintained maintains contended contends accused accuses found finds showed shows recognised
    recognized projects project forecast forecasts urged warn argue insist contend allege deny admit
    announce claim estimate believe expect predict suggest show find report caution cautioned disclosed
    boasted posted pledges vows promises promise written tweets posts countered quipped
    believes thinks expects think worry worries disagree disagrees disagreed speculated alleging
    say explain acknowledge complain confirm stressed emphasised emphasized reiterated reaffirmed signalled
    signaled remarked joked
    """
)
STANCE = word_set(
    """
    blasted slammed condemned condemns condemn denounced denounces decried criticised criticized criticises
    criticizes blamed blames blame apologised apologized apologises apologizes defended defends defend
    defending described describes describe praised hailed lauded lamented lambasted rebuked disputed
    disputes oppose opposes challenged expressed voiced expresses voices called calls accuse
    dismissed rejected rejects likened issued ruled rules saw sees see considered consider considers
    """
)
"""Taking a stand is saying something too, though no clause of what was said need follow."""

STANCE_NEEDS = {
    **dict.fromkeys(
        ("challenged", "dismissed", "rejected", "rejects"),
        word_set("""
        idea ideas claim claims view notion assertion assertions findings suggestion suggestions allegation
        allegations accusation accusations criticism criticisms concerns reports argument arguments charges as
        """),
    ),
    **dict.fromkeys(
        ("expressed", "voiced", "expresses", "voices"),
        word_set("""
        concern concerns regret regrets support fear fears doubt doubts hope hopes confidence outrage anger alarm
        optimism scepticism skepticism frustration disappointment surprise sympathy condolences opposition
        satisfaction dismay worry worries gratitude
        """),
    ),
    **dict.fromkeys(("called", "calls"), word_set("a an “")),
    **dict.fromkeys(("described", "describes", "describe"), word_set("as how “")),
    "likened": word_set("to"),
    **dict.fromkeys(("ruled", "rules"), word_set("out")),
    **dict.fromkeys(("issued",), word_set("statement apology")),
    **dict.fromkeys(("saw", "sees", "see", "considered", "consider", "considers"), word_set("as a an the “")),
}
"""What has to follow within a few words, or it is a deed: "rejected the claims", but not "rejected the bill"."""

AS_WHAT = word_set("called calls call described describes describe saw sees see considered consider considers")
"""In "what the mayor called a scandal" these name a source."""

ONLY_AS_WHAT = word_set("saw sees see considered consider considers")
FEELS = word_set(
    "concerned adamant worried convinced confident hopeful optimistic alarmed unconvinced sceptical skeptical"
)
AFTER_FEELS = word_set("that about by the a an it they he she its his her their over at")
BE = word_set("is are was were remains remain")
SAYING_SO = word_set("saying warning arguing noting adding insisting claiming alleging explaining stressing")
"""After a comma these go back to whoever the sentence is about."""

EVIDENCE = word_set(
    """
    show shows showed suggest suggests suggested indicate indicates indicated find finds found reveal
    reveals
    """
)
"""Things show and suggest too; only a document or a named body that does so is a source."""

CLAUSE_ONLY = word_set(
    """
    declared declares added adds recalled posted posts maintained maintains recognised recognized wrote
    writes written found finds find noted notes revealed reveals concluded think thinks believes believe
    expects expect promise promises worry worries recognises signalled signaled
    """
)
"""People also declare wars, find keys and recall cars: only what reads on like a statement attributes one."""

CLAUSE = word_set("that , . : “ he she they it there how why whether what")
CLAUSE_IN = {
    **dict.fromkeys(("wrote", "writes", "written"), word_set("in on of about to at last this")),
    **dict.fromkeys(("declared", "added", "recalled", "posted", "concluded"), word_set("in on during last")),
    **dict.fromkeys(("promise", "promises", "expects", "expect"), word_set("to a the its his her their more")),
    **dict.fromkeys(("believe", "believes", "think", "thinks"), word_set("the a his her their its this these")),
    **dict.fromkeys(("noted", "notes"), word_set("the a")),
    **dict.fromkeys(("found", "find", "finds"), word_set("the a an no half more")),
}
NEVER_INVERTED = word_set(
    """
    told tells accused accuses urged believe expect believes expects think thinks worry worries promise promises
    """
)
AS_PARTICIPLE = word_set(
    "announced reported posted written issued estimated revealed released claimed promised found noted declared"
)
NO_STATEMENT = word_set("plan law rules schedule taste need tradition legend")
""""According to plan" has no source."""

CUTS = word_set("time day moment way reason place year week month night fact thing things")
"""A name after one of these opens a clause: "the day Wren announced", "the time Wren took office"."""

PREPOSITIONS = word_set(
    """
    in on at with by for during after from under of to like despite amid among about without within
    following before
    """
)
PUBLISHED = word_set(
    "published released conducted issued seen obtained compiled commissioned carried based led owned backed run"
)
SEARCHERS = word_set("police detectives crews")
"""They find bodies rather than that something is so."""

ALSO_NOUNS = word_set(
    """
    added adds show find claims estimates notes states reports project projects forecast forecasts
    shows finds found showed suggests suggested indicated indicates recognised recognized wrote writes
    projected maintained maintains revealed reveals reported estimated predicted noted alleged
    claim estimate believe expect predict suggest report posted admit deny
    """
)
"""These attribute something only when what was said follows: "reports that", "shows the"."""

AFTER_VERB = word_set(
    """
    that the a an it he she they there its his her their no how why what hearing seeing in on by last .
    """
)
NOT_BEFORE_VERB = word_set(
    """
    to was were is are be been being will would should could can may might must not don't didn't the a
    an of some new recent his her their its these those several many no first any another each every
    cannot won't didn't doesn't couldn't wouldn't never
    """
)
ADVERBS = word_set(
    """
    also later then has have had further again once first already himself herself themselves itself
    instead now still long since soon even often always just both repeatedly rightly too
    """
)
DAYS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday
    """
)
BREAKS = word_set(
    """
    that but after when while because which who whose as where if although though since before until
    whether than so or yet
    """
)
ASIDE = word_set("after when while because as although though since before")
ENDS_NAME = word_set(
    """
    in on at after when before during by as with to from said says told is are was were has have had
    will would who whose published released seen obtained compiled cited calculated conducted this last
    show shows showed reveal reveals suggest suggests indicate indicates
    """
)
OPENING = word_set(
    """
    however meanwhile later but and yet so still now then also earlier instead nevertheless additionally
    moreover separately similarly afterwards today yesterday what
    """
)
DETERMINERS = word_set(
    """
    the a an one his her their its our some many several most other two three this these those another
    """
)
INDEFINITE = word_set("a an one two three some several many most other another")
PRONOUNS = word_set(
    """
    he she they it i we you who which this that these those there what both all some many others one
    none
    """
)
PERSONAL = word_set(
    """
    he she they it i we you who which that this these there neither nobody none nothing no
    he's she's they're it's i'm we're you're that's there's they've we've i've they'd he'd she'd we'd i'd
    """
)
CARRIED = word_set("he she they it")
NOMINATIVE = word_set("he she they i we")
JOINS = word_set("of for at from in with to and by the on his her their its our")
HEAD_ENDS = word_set("of for at from in with on close familiar who near")
TIME = word_set("on in last this earlier late early week month year night morning afternoon evening")
FINITE = word_set(
    """
    is are was were has have had will would can could did does do been be may might should must isn't
    aren't wasn't
    """
)
DOCUMENTS = word_set(
    """
    report reports study studies survey surveys poll polls data figures statistics analysis audit
    documents papers research review findings census statement estimate estimates records investigation letter memo
    """
)
LOOKERS = word_set(
    """
    researchers scientists investigators inspectors auditors analysts economists experts police
    detectives crews court judge jury inquiry panel commission committee team they he she
    """
)
HINTS = (
    SAYING
    | STANCE
    | FEELS
    | DOCUMENTS
    | SAYING_SO
    | {"according", "citing", "quoting", "put", "continued", "quoted", "pointed"}
)
"""A sentence without any of these names no source."""

PEOPLE = word_set(
    """
    official officials source sources report reports critic critics expert experts observer observers people
    analyst analysts
    investigator investigators authorities witness witnesses studies papers documents data figures
    researcher researchers insider insiders scientist scientists campaigner campaigners resident
    residents locals others prosecutors accounts economist economists supporters opponents activists
    lawyers lawmakers politicians diplomats officers doctors nurses teachers parents workers employees
    traders investors advocates voters neighbours neighbors colleagues relatives aides advisers advisors
    executives leaders ministers academics historians academic journalists reporters media outlets
    figures bosses managers owners farmers students protesters demonstrators rights groups charities
    companies businesses some many several most studies surveys polls others insider spokesperson spokesman
    spokeswoman
    """
)
"""A plural of these, or one without a name, is somebody whom nobody could ring up."""

GROUPS = word_set("papers documents data figures studies groups charities companies businesses surveys polls reports")
"""These count as vague only when nothing says whose they are."""
