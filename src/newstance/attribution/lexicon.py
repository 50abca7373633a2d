"""Closed lists of English words that attribution looks for: cues of speech, titles, roles, bodies, pronouns.

The cues follow the verbs that annotators marked in attribution corpora (Pareti 2012, "A Database of Attribution
Relations", LREC); titles, roles and body words are those that news uses for people in office and for institutions.
"""

from typing import Final

_SPEECH: Final = """
say said says saying tell told tells telling added adds adding asked asks asking replied replies replying responded responds
responding answered answers wrote writes writing stated stating announced announces announcing declared declares declaring
argued argues arguing claimed claims claiming insisted insists insisting explained explains explaining noted noting warned
warns warning continued concluded concludes remarked observed commented recalled recalls acknowledged acknowledges admitted
admits conceded concedes complained complains joked quipped tweeted posted shouted exclaimed whispered muttered suggested
suggests stressed stresses emphasized emphasised reiterated repeated promised promising vowed vowing pledged pledging urged
urges urging demanded demanding accused accuses accusing blamed blames blaming criticised criticises criticized criticizes
denounced denounces denouncing condemned condemns praised praises hailed hails called calls calling described describes
describing labelled labeled dubbed branded dismissed dismisses rejected rejects denied denies attacked slammed slams blasted
mocked countered contended contends maintained maintains asserted asserts alleged alleges alleging confirmed confirms
predicted predicts believed believes thought thinks thanked thanks testified testifies reads quoted reported cited agreed
agrees appealed welcomed welcomes faulted showed spoke speaks expressed cried pleaded retorted lamented boasted mused
advised advises proposed proposes protested begged reckoned reckons regarded regards portrayed compared questioned rebuked
recounted defended defends apologised apologized
"""
SPEECH_VERBS: Final = frozenset(_SPEECH.split())

TITLES: Final = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron count sheikh sheikha king queen prince princess
    pope cardinal archbishop bishop father reverend rev pastor rabbi imam ayatollah mullah patriarch brother sister
    president vice-president premier chancellor minister secretary senator sen rep representative congressman congresswoman
    congressperson assemblyman assemblywoman councillor councilor councilman councilwoman alderman mayor governor gov
    lieutenant lt colonel col general gen major maj captain capt sergeant sgt corporal private admiral adm brigadier marshal
    commander commodore constable inspector superintendent detective officer chief judge justice magistrate prosecutor
    attorney ambassador envoy consul commissioner chairman chairwoman chairperson chair speaker director coach leader
    spokesman spokeswoman spokesperson deputy mp mep msp td democrat republican emeritus taoiseach tánaiste ex-president
    former-president ceo cfo coo
    """.split()
)

OFFICES: Final = TITLES & frozenset(
    """
    mp mep msp td president vice-president minister secretary general chancellor senator representative mayor governor
    ambassador envoy commissioner director officer attorney prosecutor spokesman spokeswoman spokesperson chairman
    chairwoman premier ceo councillor leader professor
    """.split()
)
"""Titles that no name ends with: *Ottawa New Democrat MP* names nobody, *Stephen King* does."""

ROLES: Final = frozenset(
    """
    president vice-president premier chancellor minister secretary senator representative congressman congresswoman lawmaker
    legislator councillor councilor mayor governor lieutenant colonel general major captain sergeant admiral brigadier
    marshal commander judge justice magistrate prosecutor attorney lawyer solicitor barrister ambassador envoy diplomat
    consul commissioner chairman chairwoman chairperson chair speaker director coach leader head chief boss spokesman
    spokeswoman spokesperson deputy executive negotiator mediator delegate bishop archbishop cardinal pope priest pastor
    rabbi imam reverend king queen prince princess monarch sheikh professor doctor nurse teacher scientist researcher analyst
    economist expert historian author writer journalist editor reporter presenter columnist activist campaigner organiser
    organizer founder owner manager banker trader farmer fisherman driver pilot picker convener candidate nominee
    challenger incumbent rival opponent ally aide adviser advisor official officer inspector superintendent constable
    sheriff detective guard soldier veteran rebel treasurer trustee shareholder investor entrepreneur businessman
    businesswoman tycoon billionaire actor actress singer musician artist director player striker goalkeeper midfielder
    captain referee trainer champion athlete swimmer sprinter rider mp mep politician statesman statesperson prime-minister
    premier-designate regulator auditor ombudsman coroner surgeon psychologist engineer architect pensioner resident
    student pupil mother father brother sister daughter son widow widower husband wife victim survivor witness suspect
    defendant plaintiff claimant convict prisoner colleague counterpart
    """.split()
)

FEMALE_WORDS: Final = frozenset(
    """
    mrs ms miss dame lady baroness queen princess sheikha mother sister daughter widow wife actress spokeswoman chairwoman
    businesswoman congresswoman councilwoman assemblywoman woman girl aunt grandmother nun
    """.split()
)
MALE_WORDS: Final = frozenset(
    """
    mr sir lord baron king prince pope cardinal father brother son widower husband actor spokesman chairman businessman
    congressman councilman assemblyman man boy uncle grandfather priest monk
    """.split()
)

BODY_WORDS: Final = frozenset(
    """
    academy administration agency airlines airport airways alliance army assembly association authority bank board bureau
    cabinet campaign centre center chamber charity church circle city club coalition college colony commission committee
    community company confederation conference congress consortium convergence cooperative corporation corp council court
    daily delegation department directorate embassy executive exchange faculty federation firm force forces forum foundation
    front fund gazette group guild herald holdings hospital house inc industries initiative institute
    institution international laboratory league legislature ltd mail media ministry mission monitor movement museum navy
    network news observatory office organisation organization pact panel parliament partnership party patrol plc police
    post press programme program project research secretariat securities senate service services society spokesperson
    staff state states station syndicate task team telegraph times treasury tribunal trust union unions university
    watch workers works
    """.split()
)

BUSINESS_WORDS: Final = frozenset(
    """
    airline bank brewer broadcaster builder carmaker carrier chain company contractor corporation developer employer firm
    giant group grocer insurer lender maker manufacturer miner operator producer publisher refiner retailer shipper
    steelmaker supplier supermarket utility startup start-up business conglomerate
    """.split()
)

FIRST_PERSON: Final = frozenset("i me my mine myself we us our ours ourselves".split())
SHE: Final = frozenset("she her hers herself".split())
HE: Final = frozenset("he him his himself".split())
IT: Final = frozenset("it its itself".split())
THEY: Final = frozenset("they them their theirs themselves".split())
PRONOUNS: Final = FIRST_PERSON | SHE | HE | IT | THEY | frozenset("you your yours this that these those who".split())

DETERMINERS: Final = frozenset(
    "the a an its his her their our my your this that these those some any both all another other".split()
)

NOT_NAMES: Final = (
    PRONOUNS
    | DETERMINERS
    | frozenset(
        """
        about above according across after afterwards again against ago all almost along already also although always amid
        among and any anybody anyone anything are around as asked at be because been before behind being below beside
        besides between beyond both but by can could critics despite did do does down during each either else even ever
        every everybody everyone everything except few fewer finally first following for former forty-one fourteen from
        further had half has have having here how however if in indeed inside instead into is it just last late later
        least less let like long many may maybe meanwhile might more most much must nearly neither never nevertheless
        nineteen nine no nobody none nor not nothing now of off officials often on once one only or others otherwise
        out outside over part people per perhaps prosecutors rather reporters same second seven several shall should since
        six so so-called some somebody someone something soon sources still such ten than thank then there therefore
        third those though thousands three through throughout thus to today together tomorrow tonight too towards two
        under unless unlike until up upon very via was well were what whatever when where whereas whether which while who
        whoever whom whose why will with within without would yes yesterday yet you
        analysts experts economists photo image reporting editing additional picture credit
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
        september october november december jan feb mar apr jun jul aug sept sep oct nov dec
        """.split()
    )
)

WIDER_KINDS: Final = {
    "union": frozenset("workers federation association league guild confederation syndicate brotherhood".split()),
    "group": frozenset("alliance coalition association committee federation movement organisation organization forum "
                       "foundation network campaign initiative watch front".split()),
    "party": frozenset("front alliance union movement league coalition".split()),
    "movement": frozenset("front party alliance group coalition".split()),
    "association": frozenset("federation guild society chamber league".split()),
    "agency": frozenset("bureau office authority administration".split()),
    "ministry": frozenset({"department"}),
    "department": frozenset({"ministry"}),
    "court": frozenset({"tribunal"}),
}  # fmt: skip
"""What else a body may be called by: *the union* can be a federation, if the article has just one."""
