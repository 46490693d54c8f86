"""The set phrases of pages and wires: one row, one habit. A row has to match a whole line, case ignored.

Prose begins with the same words as furniture does ("Share prices fell", "Contact tracing began"), so a row
either ends where the phrase ends or forbids the full stop that a sentence would have.
"""

NAME = (
    r"(?-i:[^\W\d_a-z][\w.'’\-]{0,30}"
    r"(?:\s(?:(?:de|da|van|von|der|den|al|el|bin|la|le|di|du|y)\s){0,2}[^\W\d_a-z][\w.'’\-]{0,30}){0,4})"
)
NAMES = rf"{NAME}(?:(?:, | and |, and |; | & ){NAME}){{0,5}}"
AGENCIES = (
    r"(?:getty(?: images)?|reuters|ap photo|ap|associated press|afp|shutterstock|alamy|epa|istock|pa wire|pa media"
    r"|wikimedia commons|unsplash|bloomberg|zuma press|rex features|anadolu|xinhua|handout|file photo)"
)
CREDIT_WORDS = (
    r"(?:photo(?:graph|graphy)?|image|picture|illustration|graphic|video|composite|cover|chart|map|credit)s?"
    r"(?: (?:credit|source|courtesy|illustration)s?)?"
)
CREDITS = (
    rf"\W*{CREDIT_WORDS}\s?(?::|/|©)\s?(?:{NAMES}[^.!?]{{0,80}}|[^.!?]{{0,80}})\W*",
    rf"\W*{CREDIT_WORDS}\s(?:by|courtesy(?: of)?|from)\s[^.!?]{{1,80}}",
    rf"(?:[^.!?]{{0,80}}[/(|,:–—-]\s?|[^.!?]{{0,60}}\bvia )?{AGENCIES}(?: photos?)?[)\]\s]*(?:/[^.!?]{{1,40}})?",
    r"\W*©.{0,160}",
)

_BUTTONS = r"share|tweet|e-?mail|print|save|whatsapp|facebook|twitter|linkedin|reddit|telegram|pinterest|flipboard"
_SECTION = r"(?:articles?|stories|links?|content|topics?|coverage|reading|posts?)"

COUNTS = (
    r"\W*(?:\d[\d.,]*\s?[km]?\s(?:views?|shares?|likes?|comments?|reads?|followers|retweets|reposts|votes)\b\W*){1,4}",
    r"\W*\d[\d.,]*\s(?:photos?|images|slides|words)\W*",
    r"\W*(?:views?|shares?|likes?|comments?|words)\W{1,3}[\d.,]{1,12}\W*",
    r"\W*word count.{0,40}",
    r"\W*\d{1,3}\s?(?:/|of)\s?\d{1,3}\W*",
    r"[\W\d_]+",
    r"[^.]{0,60}\b\d{1,3}[\s-]*min(?:ute)?s?[\s-]+(?:read|listen|watch)\b[^.]{0,40}",
    r"(?:reading time|time to read|estimated read)\b.{0,40}",
)
PROMPTS = (
    r"(?:share|tweet|e-?mail|print|save|copy|pin|like)(?:\s(?:this|us|on|via|link|article|story)\b[^.!?]{0,60}|\W*)",
    rf"(?:(?:{_BUTTONS}|x)\b[\s,|/·•]*){{2,12}}",
    r"follow (?:us|him|her|them|me|@\w+|our|\w+ on|\w+ \w+ on)\b.{0,120}",
    r"(?:subscribe|sign up|sign in|log in|register)(?:\s(?:to|for|here|now|today|with|and)\b.{0,160}|\W*)",
    r"(?:get|download|try|install) (?:our|the) (?:\w+ ){0,3}(?:app|newsletters?|alerts?|briefing)\b.{0,120}",
    r".{0,40}\b(?:sign up|subscribe|get|receive|delivered)\b.{0,60}\bnewsletters?\b.{0,120}",
    r"(?:our|free|daily|weekly) newsletters?\b[^.]{0,80}",
    r"(?:click|tap) (?:here|on|to)\b.{0,120}",
    r"join (?:the conversation|our)\b.{0,80}",
    r"(?:leave|post|add) a comment\b.{0,60}",
    r"(?:view|show|hide|read|see|load|all) (?:all |more )?(?:comments?|more|less)\b[^.]{0,80}",
    r"(?:continue|keep) reading\b.{0,60}",
    r"(?:(?:story|article) continues|skip (?:to|past)|back to top|scroll down)\b.{0,60}",
    r"(?:advertisement|advertising|sponsored(?: content)?|promoted|paid content|ad|loading|menu|search|home)\W*",
    r"(?:transcript|comments?|close|next|previous|newsletter|gallery|slideshow)\W*",
    r"(?:trending(?: now)?|breaking(?: news)?|exclusive|live)\W*",
    r"(?:news|world|politics|business|sports?|opinion|editorial|analysis|features?|culture|technology|health)\W*",
    r"(?:local|national|international|economy|science|education|entertainment|lifestyle|travel)\W*",
    r"\W*(?:ends?|30|more follows)\W*",
    r"(?:media playback is|this video (?:is|can)|please enable|we use cookies|your browser)\b.{0,200}",
    r"(?:support (?:our|us)|become a (?:member|subscriber|supporter)|make a (?:donation|contribution))\b.{0,160}",
)
LINKS = (
    r"(?:read|see|watch|listen)(?: (?:more|also|next|now|live))?\s?[:>»|]\s.{0,300}",
    r"(?:read (?:more|also|next|the full \w+)|also read|see also|up next|don['’]t miss)\b[^.]{0,160}",
    r"in (?:pictures|photos|full)\b[^.]{0,160}",
    rf"(?:related|more|other|recommended|latest|top|popular)(?: {_SECTION})?\s?[:>»|]\s?.{{0,300}}",
    rf"(?:related|more|recommended|popular) {_SECTION}\b[^.]{{0,120}}",
    r"more (?:on|from|about) (?:this|the|our)\b[^.]{0,120}",
    r"you (?:may|might) (?:also )?(?:like|be interested in)\b[^.]{0,120}",
    r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords?|sections?)\s?[:>»|]\s.{0,300}",
    r"(?:sources?|links?|via|hashtags?)\s?[:>»|]\s.{0,300}",
    r"(?:https?://|www\.)\S+",
    r"\S{1,64}@\S{1,100}\.\S{2,20}",
    r"(?:[#@]\w{1,60}[\s,]*){1,20}",
    r"[→»›▶►]\s?.{0,200}",
)
_PIECE = r"(?:article|story|post|column|piece|transcript)"
_DONE = (
    r"(?:published|appeared|updated|corrected|amended|generated|sponsored|contains|republished|syndicated|edited"
    r"|translated|produced|adapted|part of|supported|funded)"
)
_DESK_WORK = r"(?:reporting|writing|editing|compiled|edited|translated|graphics)"
_BY = rf"by {NAMES}(?: in {NAME})?"
NOTICES = (
    r"\W*(?:©|\(c\)|copyright\b).{0,300}",
    r".{0,200}\ball rights reserved\b.{0,200}",
    rf"\W*this (?:\w+ ){{0,2}}{_PIECE}\b(?! of).{{0,60}}\b{_DONE}\b.{{0,200}}",
    r".{0,80}\b(?:views|opinions) (?:\w+ ){0,4}expressed\b.{0,260}",
    r".{0,80}\b(?:views|opinions)\b.{0,60}\bdo(?:es)? not (?:necessarily )?(?:reflect|represent)\b.{0,200}",
    r".{0,120}\bnot (?:\w+ ){0,3}(?:financial|investment|legal|medical) advice\b.{0,200}",
    r".{0,80}\bfor information(?:al)? purposes\b.{0,200}",
    r".{0,120}\b(?:affiliate (?:links?|commission)|earn an? (?:\w+ )?commission)\b.{0,200}",
    r"\W*(?:editor['’]?s? note|disclaimer|disclosure)\b.{0,380}",
    r".{0,120}\bcontributed (?:reporting|to this (?:report|story|article))\b.{0,60}",
    rf"\W*(?:(?:additional|writing and|reporting and) )?{_DESK_WORK} {_BY}(?:[;,.] ?(?:\w+ ){{0,3}}{_BY}){{0,3}}\W*",
    rf"\W*(?:with|and) (?:files|reports|additional reporting|reporting|material) (?:from|by) (?:the )?{NAMES}\W*",
    r"to contact the (?:reporters?|editors?|writers?|authors?)\b.{0,300}",
    r"(?:for (?:more|further) information|notes? to editors?|(?:media|press) contacts?)\W.{0,200}",
    r"contact(?: us)?(?:\s?:.{0,100}|\W*)",
    r".{0,160}\b(?:may|must) not be (?:published|broadcast|rewritten|redistributed|reproduced)\b.{0,160}",
    r".{0,100}\b(?:reproduc|republi|redistribut)\w+\b.{0,80}\bwithout\b.{0,40}\bpermission\b.{0,100}",
)
OPENERS = (
    r"about (?:the )?authors?|about us|the authors?|author",
    rf"(?:related|more|recommended|popular|latest|top) {_SECTION}|related|recommended(?: for you)?",
    r"read (?:more|next|also)|more on this(?: story)?|more from .{1,40}|also on \S+",
    r"most (?:read|popular|viewed)|you (?:may|might) also like|trending(?: now)?|top stories|latest news|comments",
)
TRADES = (
    r"(?:reporter|correspondent|editor|columnist|writer|journalist|author|fellow|professor|lecturer|contributor|producer"
    r"|photographer|broadcaster|critic|blogger|freelancer|analyst|director|adviser|advisor|scholar|staffer|intern)s?"
)
