"""Closed lists of English words that attribution looks for: cues of speech, titles, roles, bodies, pronouns.

The cues follow the verbs that annotators marked in attribution corpora (Pareti 2012, "A Database of Attribution
Relations", LREC); titles, roles and body words are those that news uses for people in office and for institutions.
"""

from typing import Final

from newstance.sentences import lexicon as abbreviations


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


SPEECH_VERBS: Final = words(
    """
    accused accuses accusing acknowledged acknowledges added adding adds admits admitted advised advises agreed
    agrees alleged alleges alleging announced announces announcing answered answers apologised apologized appealed
    argued argues arguing asked asking asks asserted asserts assured assures attacked begged believed believes
    bemoaned bemoans berated berates blamed blames blaming blasted boasted branded called calling calls cautioned
    cautions characterised characterized chastised chided chides cited claimed claiming claims commended commending
    commends commented compared complained complains complimented conceded concedes concluded concludes concurred
    condemned condemns confided confides confirmed confirms congratulated congratulates congratulating contended
    contends continued countered credited cried criticised criticises criticized criticizes declared declares
    declaring decried decries defended defends demanded demanding denied denies denounced denounces denouncing
    deplored deplores derided derides described describes describing disclosed dismissed dismisses dubbed emphasised
    emphasized enthused exclaimed explained explaining explains expressed faulted fumed fumes griped groaned groused
    grumbled grumbles gushed hailed hails heckled implored insisted insisting insists interjected intoned jeered
    joked jokes labeled labelled lambasted lamented lauded lauds likened likening likens maintained maintains mocked
    mocks mused muttered needled noted noting objected objects observed opined pleaded pledged pledging portrayed
    posted praised praises predicted predicts promised promising proposed proposes protested questioned quipped
    quips quoted reads reassured rebuked recalled recalls reckoned reckons recounted regarded regards reiterated
    rejected rejects remarked reminded reminds repeated replied replies replying reported responded responding
    responds retorted ridiculed ridicules said saluted salutes say saying says scoffed scoffs scolded shouted showed
    sighed sighs slammed slams snapped sneered snorted speaks spoke stated stating stressed stresses suggested
    suggests taunted tell telling tells termed testified testifies texted thanked thanks thinks thought threatened
    threatens thundered thunders told tweeted urged urges urging voiced vowed vowing warned warning warns welcomed
    welcomes whispered wondered wonders writes writing wrote yelled
    """
)
SPEECH_NOUNS: Final = words(
    """
    admission advice analysis answer appeal argument assessment charge comment complaint conclusion confession defence
    defense demand description diagnosis estimation excuse explanation eyes judgement judgment lament line mantra
    message mind motto objection opinion parting-shot phrase plea pledge position prediction question reaction reading
    rejoinder remark reply response retort riposte shot slogan statement summary take telling threat verdict version
    view vow warning word words
    """
)
"""Nouns for what somebody says: *was the verdict of X*, *X's message was*, *in X's words*."""

TITLES: Final = words(
    """
    admiral alderman ambassador archbishop assemblyman assemblywoman attorney attorney-general ayatollah baron
    baroness bishop brigadier brother captain cardinal ceo cfo chair chairman chairperson chairwoman chancellor
    chief cm coach colonel commander commissioner commodore congressman congressperson congresswoman constable
    consul coo corporal councillor councilman councilor councilwoman count cs dame democrat deputy detective
    director director-general emeritus envoy ex-president father former-president general governor imam
    inspector judge justice lady leader lieutenant lord madam madame magistrate major marshal mayor mep minister
    miss monsieur mp msp mullah mx officer pastor patriarch pm premier president private professor prosecutor
    rabbi representative republican reverend secretary secretary-general senator sergeant sheikh sheikha sir
    sister speaker spokesman spokesperson spokeswoman superintendent taoiseach td tánaiste vice-chancellor
    vice-president vp
    """
) | frozenset(abbreviations.TITLES.casefold().split("|"))
OFFICES: Final = TITLES & words(
    """
    ambassador attorney attorney-general ceo chairman chairwoman chancellor cm commissioner councillor cs director
    director-general envoy general governor leader mayor mep minister mp msp officer pm premier president
    professor prosecutor representative secretary secretary-general senator spokesman spokesperson spokeswoman td
    vice-president vp
    """
)
"""Titles that no name ends with: *Ottawa New Democrat MP* names nobody, *Stephen King* does."""

ROLES: Final = words(
    """
    abbot academic activist actor actress admiral adviser advisor aide alderman ally ambassador analyst anchor
    appointee archbishop architect artist astronaut athlete attorney auditor author banker barrister billionaire
    biologist bishop blogger boss boy brigadier brother businessman businesswoman butcher campaigner candidate
    captain cardinal caretaker celebrity cellist ceo cfo chair chairman chairperson chairwoman challenger champion
    chancellor chaplain chef chemist chief churchwarden claimant cleric clerk climber coach colleague colonel
    columnist comedian commander commentator commissioner composer conductor congressman congresswoman constable
    consul convener convict coroner correspondent councillor councilman councilor councilwoman counsel counterpart
    curator cyclist dancer daughter dean defendant delegate deputy designer detective diplomat director dissident
    dj doctor driver drummer economist editor electrician emir engineer entrepreneur envoy executive expert farmer
    father film-maker filmmaker financier firefighter fisherman footballer forester founder front-runner
    frontrunner general geologist girl goalkeeper governor guard guitarist harbourmaster head headman headmaster
    headmistress headteacher heir historian host hostage husband hydrologist imam incumbent inspector instructor
    investor jockey journalist judge jurist justice king landlord landowner lawmaker lawyer leader legislator
    lieutenant lobbyist magistrate major man manager marshal master mathematician mayor mechanic mediator mep
    midfielder minister missionary moderator monarch mother mp mullah musician negotiator neurologist newsreader
    nominee novelist nun nurse nutritionist officer official ombudsman oncologist opponent organiser organist
    organizer owner painter paramedic parliamentarian pastor pathologist pensioner performer pharmacist
    philanthropist photographer physician physicist pianist picker pilot plaintiff player playwright poet
    policeman policewoman politician pollster pope postman preacher prefect premier presenter president priest
    prince princess principal prisoner professor promoter prosecutor provost psychiatrist psychologist pupil queen
    rabbi racer rapper rebel rector referee reformer regulator reporter representative researcher resident retiree
    reverend rider rival rower royal runner-up scholar schoolteacher scientist sculptor secretary
    secretary-general senator sergeant shareholder sheikh sheriff shopkeeper singer sister skier skipper
    sociologist soldier solicitor son speaker spokesman spokesperson spokeswoman sprinter star statesman
    statesperson statistician steward strategist striker student superintendent surgeon survivor suspect swimmer
    teacher technician teenager televangelist tenor toxicologist trader trainer trawlerman treasurer trustee
    tycoon undersecretary veteran vicar vice-chancellor vice-president victim violinist warden welder whip
    whistleblower widow widower wife witness woman wrestler writer
    """
)
"""Nouns that say what a person is or does."""

DESCRIPTIONS: Final = words(
    """
    academic actor actress artist athlete author billionaire businessman businesswoman campaigner cleric columnist
    comedian composer conductor convict cyclist dissident economist entrepreneur executive film-maker filmmaker
    footballer fugitive goalkeeper historian jurist laureate magnate midfielder millionaire mogul musician nominee
    novelist pianist playwright poet politician preacher rapper rider royal scientist sculptor singer sprinter
    star statesman striker swimmer tycoon veteran violinist witness writer
    """
)
"""Nouns by which news describes again whom it has named (*the singer said*), unlike offices, which others hold."""

BYSTANDERS: Final = words(
    """
    academic adviser advisor aide analyst attorney barrister colleague commentator correspondent counsel diplomat doctor
    economist executive expert guard historian husband investor journalist judge jurist justice lawyer magistrate
    negotiator neighbour neighbor nurse officer official pollster prosecutor representative reporter researcher resident
    scientist secretary solicitor source spokesman spokesperson spokeswoman trader victim widow wife witness
    """
)
"""Roles of people who speak or act in an article about others, and whom it may never name."""

BODY_WORDS: Final = words(
    """
    academy administration agency airlines airport airways alliance army assembly association authority bank board
    bureau cabinet campaign center centre chamber charity church circle city club coalition college colony
    commission committee community company confederation conference congress consortium convergence cooperative
    corp corporation council court daily delegation department directorate embassy exchange executive faculty
    federation firm force forces forum foundation front fund gazette group guild herald holdings hospital house
    inc industries initiative institute institution international laboratory league legislature ltd mail media
    ministry mission monitor movement museum navy network news observatory office organisation organization pact
    panel parliament partnership party patrol plc police post press program programme project research secretariat
    securities senate service services society staff state states station syndicate task team telegraph times
    treasury tribunal trust union unions university watch watchdog workers works
    """
)
"""Nouns that say that a name is a body's: a state, an office, a firm, a group."""

BUSINESS_WORDS: Final = words(
    """
    airline bank brewer broadcaster builder business carmaker carrier chain company conglomerate contractor
    corporation developer employer firm giant grocer group insurer lender maker management manufacturer miner
    operator platform producer publisher refiner retailer shipper start-up startup steelmaker supermarket supplier
    utility
    """
)
"""Nouns for what is also called *the company*."""

NO_BUSINESS: Final = words(
    """
    activist advocacy aid armed campaign charity church community consumer environmental ethnic human
    islamist jihadist labor labour lobby militant minority opposition parliamentary pressure rebel residents rights
    student students support victims watchdog women youth
    """
)
"""What a group is that is no company."""

FIELDS: Final = words(
    """
    agriculture commerce culture defence defense education energy finance health justice labor labour state transport
    transportation
    """
)
"""What a secretary or minister is *of*."""

LEGAL_FORMS: Final = words("ag bhd bv co corp corporation gmbh inc llc llp lp ltd nv oy oyj plc pty sa se spa srl")
"""What ends a firm's full name and is left out elsewhere."""

FEDERATIONS: Final = frozenset(
    {"United States"} | words("Australia Austria Brazil Ethiopia Germany India Malaysia Mexico Nigeria Sudan Venezuela")
)
"""Countries in which *the state* is above all one of their states."""

POST_NOMINALS: Final = words("cbe esq kc mbe md msc obe phd qc")
"""Honours and degrees that follow a person's name."""

FEMALE_WORDS: Final = words(
    """
    actress assemblywoman aunt baroness businesswoman chairwoman congresswoman councilwoman dame daughter girl
    grandmother lady madam madame miss mother mrs ms nun princess queen sheikha sister spokeswoman widow wife woman
    """
)
MALE_WORDS: Final = words(
    """
    actor assemblyman baron boy brother businessman cardinal chairman congressman councilman father grandfather
    husband king lord man monk monsieur mr pope priest prince sir son spokesman uncle widower
    """
)
PERSON_WORDS: Final = (
    ROLES
    | FEMALE_WORDS
    | MALE_WORDS
    | words(
        """
        assailant attacker baby boyfriend bystander caller child client cousin critic customer detainee employee
        fiance friend gentleman girlfriend grandson gunman guy infant inmate intruder kid killer migrant neighbor
        neighbour nephew niece partner passenger patient person policeman policewoman predecessor protester refugee
        robber runner shooter somebody someone spouse stranger successor thief tourist user voter worker youth
        """
    )
)
"""Nouns for one person, known by name or not."""

FIRST_PERSON: Final = words("i me mine my myself our ours ourselves us we")
SHE: Final = words("her hers herself she")
HE: Final = words("he him himself his")
IT: Final = words("it its itself")
THEY: Final = words("their theirs them themselves they")
YOU: Final = words("you your yours yourself")
PRONOUNS: Final = FIRST_PERSON | SHE | HE | IT | THEY | YOU | words("this that these those who")

DETERMINERS: Final = words(
    "the a an its his her their our my your this that these those some any both all another other"
)
FUNCTION_WORDS: Final = (
    PRONOUNS
    | DETERMINERS
    | words(
        """
    about above according across after afterwards again against ago almost along already also although always amid
    among and anybody anyone anything are around as asked at be because been before behind being below beside
    besides between beyond but by can could despite did do does down during each either else even ever every
    everybody everyone everything except few fewer finally first following for former forty-one fourteen from
    further had half has have having here how however if in indeed inside instead into is just last late later least
    less let like long many maybe meanwhile might more most much must nearly neither never nevertheless nine
    nineteen no nobody none nor not nothing now of off often on once one only or others otherwise out outside over
    part per perhaps rather same second seven several shall should since six so so-called somebody someone something
    soon still such ten than thank then there therefore third though thousands three through throughout thus to
    today together tomorrow tonight too towards two under unless unlike until up upon very via was well were what
    whatever when where whereas whether which while whoever whom whose why will with within without would yes
    yesterday yet
    """
    )
)
DATES: Final = words(
    """
    apr april aug august dec december feb february friday jan january jul july jun june mar monday nov
    november oct october saturday sep sept september sunday thursday tuesday wednesday
    """
)
NOT_NAMES: Final = (
    FUNCTION_WORDS
    | DATES
    | words(
        "additional analysts credit critics economists editing experts image march may officials people photo picture "
        "prosecutors reporters reporting sources"
    )
)
"""Words that are no name although a capital opens them: they open sentences and credits, or are dates."""

ASKERS: Final = words(
    "anchor audience caller female host interviewer journalist male man moderator presenter questioner reporter woman"
)
"""Who puts questions in an interview or transcript and is nobody in particular (*UNIDENTIFIED MALE*)."""

HEADINGS: Final = words(
    """
    address advice age agenda aim analysis answer award background best biography born breaking caption category
    cause cc chapter cinema claim comment conclusion cons context cooking correction cost credit credits cuisine
    date deadline details directions director distance duration effect episode equipment event example exclusive
    explainer fact feature figure final finance fix focus form format from full-time genre getting goal goals
    half-time headline highlight highlights hours image impact ingredients interview investigation issue key
    latest length lesson level link listen live local location lost main map match media method misc myth name
    news next note notes opening opinion option other output overview pack part people phone photo photos
    picture pictures place plot points poll position prep preparation preview price prices problem profile
    prognosis programme pros publisher quote ranking rating reaction read recipe record related release report
    reporting result results review risk role round rule runtime schedule score scores section see selection
    serves setting share show size solution source sources special spoiler sport stage stars status step
    strengths subject summary support table tel theme time timeline tip title top topic total truth type update
    updated venue verdict version video view warning watch weaknesses weather website what when where who why
    winner winners work worst year
    """
)
"""What headings, lists and boxes of news pages begin with, before a colon."""
