"""The words the proposer knows, by what they tell a checker. English; hand-made."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBER_WORDS = _words(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    " twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion"
    " billions trillion trillions dozen dozens half third thirds quarter quarters two-thirds three-quarters one-third"
    " majority minority"
)
TREND = _words(
    "rise rises rose risen rising increase increases increased increasing fall falls fell fallen falling drop drops dropped"
    " dropping decline declines declined declining grow grows grew grown growing growth shrink shrank shrunk soar soared soaring"
    " surge surged surging plunge plunged slump slumped slid climb climbed jump jumped gain gained gains lost loses losses"
    " double doubled doubling triple tripled halve halved quadrupled reduce reduced reduces cut cuts raised expanded doubles"
    " triples halves outnumber outnumbered exceed exceeds exceeded worsened improved recovered weakened strengthened slowed"
)
COMPARISON = _words(
    "more less fewer higher lower larger smaller bigger better worse faster slower older younger cheaper longer shorter greater"
    " twice compared versus average below above outpaced than"
)
SUPERLATIVE = _words(
    "largest biggest smallest highest lowest greatest fastest slowest oldest youngest longest shortest worst best richest poorest"
    " cheapest deadliest strongest weakest latest busiest heaviest hottest coldest wettest driest steepest record unprecedented"
    " first only never most least top"
)
UNIVERSAL = _words("all every none always nobody everyone entire entirely no")
HARM = _words(
    "killed kill kills killing dead died dies death deaths injured injuring wounded shot shooting murdered murder attacked attack"
    " bombed bombing destroyed crashed crash arrested detained jailed imprisoned convicted sentenced charged accused raped"
    " assaulted tortured abused hospitalized hospitalised evacuated displaced infected drowned burned collapsed exploded stolen"
    " robbed kidnapped missing fatalities casualties victims suicide"
)
DEED = _words(
    "voted signed banned approved passed rejected ruled elected appointed resigned fired hired launched opened closed built bought"
    " sold paid spent raised borrowed invested awarded granted annexed invaded seized captured withdrew deployed sent imposed"
    " lifted extended suspended cancelled canceled postponed delayed abolished repealed vetoed sued settled merged acquired founded"
    " published leaked donated owned owns employs employed hosted won defeated lost joined left moved met visited swapped released"
    " ousted replaced nominated introduced enacted created ended started began failed agreed refused ordered completed received"
    " gave took made produced exported imported supplied provided held recorded registered issued licensed fined penalised backed"
    " opposed supported funded subsidised subsidized flooded shut raided crossed expelled deported recognised recognized confirmed"
    " discovered found identified tested born married"
)
REPORTING = _words(
    "said says say told tells announced announces reported reports claimed claims accused accuses alleged alleges warned warns"
    " stated states added adds noted notes argued argues denied denies confirmed confirms revealed reveals disclosed admitted"
    " admits acknowledged acknowledges conceded concluded concludes estimated estimates found finds showed shows predicted predicts"
    " forecast forecasts testified wrote writes tweeted posted insisted insists suggested suggests indicated indicates described"
    " describes explained declared asserted maintained recognised recognized boasted complained promised pledged vowed replied"
)
LAW = _words(
    "court judge judges law laws bill act treaty regulation regulations licence license permit tax taxes tariff tariffs sanctions"
    " budget contract audit inquiry investigation lawsuit verdict ruling ban constitution amendment legislation statute decree"
    " unemployment inflation deficit debt gdp economy emissions census poll survey study report data statistics figures"
    " research records documents statement rate rates percentage number proportion share"
)
CAUSE = _words(
    "because caused causes causing led due prevented prevents sparked triggered prompted resulted results blamed"
)
FORECAST = _words(
    "expected expects forecast projected likely predicted predicts estimated scheduled planned plans set due"
)
NORMATIVE = _words("should must ought shouldn't mustn't need needs let let's")
FEELING = _words(
    "think thinks thought believe believes hope hopes feel feels felt wish love loved hate proud confident sure glad happy sad"
    " sorry guess suppose imagine wonder want wants wanted fear fears worry worried dream dreams"
)
JUDGEMENT = _words(
    "obvious obviously manifest clearly clear simple simply terrible horrible wonderful beautiful great awful shame shameful"
    " disgrace disgraceful bold innovative brave catastrophic catastrophe disaster absurd ridiculous stupid foolish brilliant"
    " amazing incredible unbelievable wrong right evil good bad smart important crucial vital essential unfortunately sadly"
    " thankfully frankly honestly perhaps maybe surely undoubtedly arguably indeed existential deluding muddled remarkable"
    " stunning extraordinary dire bleak fair unfair unacceptable outrageous failure hypocrisy weak weaker vulnerable powerful"
    " opportunity opportunities struggle destiny destined vision mission message values spirit soul hearts"
)
VAGUE = _words(
    "thing things something somebody someone people everybody everyone anything stuff lot way somehow kind sort"
)
FIRST_PERSON = _words("i we me us my our mine ours i'm i've i'd i'll we're we've we'd we'll myself ourselves")
SECOND_PERSON = _words("you your yours you're you've you'll")
MONTHS = _words(
    "january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct"
    " nov dec"
)
WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday yesterday")
