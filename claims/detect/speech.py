"""The words by which newspapers say who says it."""

import re

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
    boasted posted
    """
)
EVIDENCE = word_set(
    """
    show shows showed suggest suggests suggested indicate indicates indicated find finds found reveal
    reveals
    """
)
"""Things show and suggest too; only a document or a named body that does so is a source."""

NEVER_INVERTED = word_set("told tells accused accuses urged believe expect")
ALSO_NOUNS = word_set(
    """
    say added adds show find claims estimates notes states reports project projects forecast forecasts
    shows finds found showed suggests suggested indicated indicates recognised recognized wrote writes
    projected maintained maintains revealed reveals reported estimated predicted noted alleged promised
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
    an of some new recent his her their its these those several many no first any
    """
)
ADVERBS = word_set(
    """
    also later then has have had further again once first already himself herself themselves itself
    instead
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
    moreover separately similarly afterwards today yesterday
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
PERSONAL = word_set("he she they it i we you who which that this these there")
CARRIED = word_set("he she they it")
FINITE = word_set(
    """
    is are was were has have had will would can could did does do been be may might should must isn't
    aren't wasn't
    """
)
DOCUMENTS = word_set(
    """
    report reports study studies survey surveys poll polls data figures statistics analysis audit
    documents papers research review statement estimate estimates records investigation letter memo
    """
)
LOOKERS = word_set(
    """
    researchers scientists investigators inspectors auditors analysts economists experts police
    detectives crews court judge jury inquiry panel commission committee team they he she
    """
)
HINTS = SAYING | DOCUMENTS | {"according", "citing", "quoting"}
"""A sentence without any of these names no source."""

VAGUE = re.compile(
    r"(?:(?:the|some|many|several|most|local|government|senior|unnamed|anonymous|other|two|three|media|news|recent|preliminary|an?"
    r"|western|former|us|u\.s\.)\s)*"
    r"(?:officials?|sources?|reports?|critics|experts?|observers|people|analysts?|investigators|authorities|witnesses|studies"
    r"|papers|documents|data|figures|researchers|insiders|scientists|campaigners|residents|locals|others)",
    re.IGNORECASE,
)
