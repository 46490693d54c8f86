"""The words the proposer knows, by what they tell a checker. English, chosen by hand, none tied to a subject."""

from claims.detect.words import word_set

SMALL_NUMBERS = word_set(
    """
    two three four five six seven eight nine ten eleven twelve dozen dozens several both
    """
)
LARGE_NUMBERS = word_set(
    """
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
    seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion
    trillions majority minority two-thirds three-quarters one-third one-fifth half-dozen twofold
    threefold fivefold tenfold
    """
)
PLURALS = word_set(
    """
    people women men children police staff crew fish sheep cattle pupils per percent cent
    """
)
CURRENCIES = (
    r"(?:dollars?|euros?|pounds?|cents?|pence|yen|yuan|rupees?|roubles?|rubles?|francs?|pesos?|kronor|krone|zloty"
    r"|reais|rand)"
)
LABELLED = word_set(
    """
    no number nos route page chapter article section highway line room bus flight platform gate level
    phase part volume issue version formula grade class district ward unit motion clause paragraph
    resolution channel radio
    """
)
"""A number after one of these is a name, not a quantity."""

BEFORE_DURATION = word_set(
    """
    for over in within last past next every after the another more than of about until before
    """
)
TIME_UNITS = word_set(
    """
    year month week day hour minute second decade century season night weekend
    """
)
BREAKS = word_set(
    """
    that and but or which who whom when because while if as than where whose to
    """
)
MONTHS = word_set(
    """
    january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec
    """
)
WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")

TREND = word_set(
    """
    rise rises rose risen rising increase increases increased increasing fall falls fell fallen falling
    drop drops dropped dropping decline declines declined declining grow grows grew grown growing growth
    shrink shrank shrunk shrinking soar soared soaring surge surged surging plunge plunged plunging
    slump slumped slid climb climbed climbing jump jumped gain gained loss lost losses losing double
    doubled doubling triple tripled tripling halve halved halving quadrupled reduce reduced reduces
    reducing reduction cut cuts cutting raised expand expanded doubles triples halves outnumber
    outnumbered exceed exceeds exceeded outpaced worsened improved recovered rebounded weakened
    strengthened slowed shortage surplus
    """
)
COMPARISON = word_set(
    """
    more less fewer higher lower larger smaller bigger better worse faster slower older younger cheaper
    longer shorter greater stronger weaker twice compared versus average below above
    """
)
SUPERLATIVE = word_set(
    """
    largest biggest smallest highest lowest greatest fastest slowest oldest youngest longest shortest
    worst best richest poorest cheapest deadliest strongest weakest busiest heaviest hottest coldest
    wettest driest steepest record unprecedented first only never most least top number-one unique sole
    """
)
UNIVERSAL = word_set("all every none nobody everyone entire entirely no neither always")
HARM = word_set(
    """
    killed kill kills killing dead died dying dies death deaths injured injuries wounded shot shooting
    murdered murder attacked attack attacks bombed bombing destroyed crashed crash arrested detained
    jailed imprisoned convicted sentenced charged raped assaulted tortured abused hospitalized
    hospitalised evacuated displaced infected drowned burned collapsed exploded stolen stole robbed
    kidnapped fatalities casualties victims suicide guilty illegal illegally corrupt fraud bribe bribed
    bribery lied violated knew hid concealed misled avoidable preventable negligent negligence
    mismanaged wasted
    """
)
TOLL = word_set(
    """
    killed killing kills died dead dying deaths injured wounded hurt arrested detained jailed
    missing fatalities victims casualties injuring wounding infected displaced evacuated drowned
    """
)
DEED = word_set(
    """
    voted signed banned approved passed rejected ruled elected appointed resigned fired hired launched
    opened closed built bought sold paid spent raised borrowed invested awarded granted annexed invaded
    seized captured withdrew withdrawn deployed sent imposed lifted extended extend suspended cancelled
    canceled postponed delayed abolished repealed vetoed sued settled merged acquired founded published
    leaked donated owned owns employs employed hosted won defeated joined left moved swapped released
    ousted replaced nominated introduced enacted created ended started began failed agreed refused
    ordered completed received gave given took taken made produced exported imported supplied held
    recorded registered issued licensed fined backed opposed supported funded subsidised subsidized
    flooded raided crossed expelled deported recognised recognized discovered identified tested born
    married fought proposed brought kept ran promised blocked ignored inherited spends earns accused
    denied claimed condemned carried provided forced allowed prevented
    """
)
RECORD = word_set(
    """
    court judge law laws legislation bill act treaty regulation regulations licence license permit
    budget contract audit inquiry investigation lawsuit ruling ban constitution amendment sanctions
    tariff tariffs tax taxes survey poll census study report data statistics figures records documents
    evidence vote veto agreement deal programme program policy
    """
)
MEASURED = word_set(
    """
    unemployment inflation deficit deficits debt gdp emissions income incomes wage wages salary salaries
    price prices cost costs rent rents revenue revenues profit profits sales exports imports jobs
    population turnout crime poverty spending troops weapons insurance production output rate rates
    share proportion percentage capacity enrolment enrollment subsidies benefits pension pensions
    temperature rainfall births interest businesses workers patients pupils passengers homes households
    residents
    """
)
CAUSE = word_set(
    """
    because caused causes causing led leads sparked triggered prompted resulted results blamed
    attributed linked thanks
    """
)
FORECAST = word_set(
    """
    expected expects forecast forecasts projected predicted predicts scheduled likely
    """
)
PAST = word_set(
    """
    was were had has have been did wasn't weren't hadn't hasn't haven't didn't
    """
)
PROMISE = word_set(
    """
    will would can could may might shall going gonna we'll i'll you'll he'll she'll they'll won't can't
    wouldn't
    """
)
FUTURE = word_set("will shall won't we'll i'll you'll he'll she'll they'll it'll")
CONDITION = word_set("if unless whether suppose")

NORMATIVE = word_set(
    """
    should must ought shouldn't mustn't need needs needed let let's cannot
    """
)
FEELING = word_set(
    """
    think thinks believe believes hope hopes hopefully feel feels felt wish love hate proud confident
    glad happy sad sorry guess suppose imagine wonder want wants fear fears worry worried doubt agree
    disagree know mean
    """
)
JUDGEMENT = word_set(
    """
    obvious obviously manifest clearly simply terrible horrible wonderful beautiful awful shame shameful
    disgrace disgraceful bold brave catastrophic disaster disastrous absurd ridiculous stupid foolish
    brilliant amazing incredible unbelievable wrong evil unfortunately sadly thankfully frankly honestly
    surely undoubtedly arguably existential remarkable stunning extraordinary dire bleak unfair
    unacceptable outrageous failure hypocrisy hopeless pathetic excellent fantastic lovely delightful
    elegant tragic compelling profound muddled struggle inevitable destined deluded naive cynical
    reckless heroic noble
    """
)
EVALUATIVE = word_set(
    """
    clear simple great good bad fair smart important crucial vital essential certainly indeed tough
    difficult hard dangerous strong nice perfect weak powerful vulnerable impressive
    """
)
VAGUE = word_set(
    """
    thing things something somebody someone anybody people everybody anything stuff lot way ways somehow
    kind kinds sort question questions issue issues answer example point matter idea story time future
    chance opportunity opportunities challenge challenges values faith spirit responsibility commitment
    vision differences
    """
)
FIRST_PERSON = word_set(
    """
    i we me us my our mine ours i'm i've i'd i'll we're we've we'd we'll myself ourselves
    """
)
SECOND_PERSON = word_set("you your yours you're you've you'll yourself")
IMPERATIVE = word_set(
    """
    let let's please join vote click imagine consider remember forget look listen think stop make take
    call sign share donate support don't do never be get give keep try use visit see read watch find
    check ask tell help thank welcome come go buy choose learn stay put bring say note enjoy avoid add
    mix stir
    """
)
FUNCTION = word_set(
    """
    the a an in on at it its it's he she they we you i his her their our my this that these those there
    here but and or so yet nor as if when while after before since although though because however
    meanwhile according for from with without under over by to of during despite until unless once what
    who why how where which not no one both some many most all each every other others another such even
    still also only more last next earlier later then now today yesterday having being about against
    among between through across within around into onto upon than is are was were be been has have had
    do does did will would can could may might should must let just recent recently roughly nearly
    almost
    """
)
RUN_IN_OPENERS = word_set(
    """
    according the but however although though while when since after before during in on at for with as
    it he she they we there this these those that under despite if yet so because meanwhile last its his
    her their most many some
    """
)
"""Capitalised in the middle of a line, these open a sentence whose line break was lost."""

FINITE = word_set(
    """
    is are was were has have had will would can could may might should must do does did said says say
    told be been
    """
)
