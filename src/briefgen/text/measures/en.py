"""English."""

from briefgen.text.measures import SYMBOLS, Head, Measures, classes, numbered
from briefgen.text.tables import words

MEASURES = Measures(
    # 1,234,567.8, Indian 12,34,567, or plain.
    number=r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d+)?(?!\d)|\d{1,2}(?:,\d{2}){1,5},\d{3}(?!\d)|\d+(?:\.\d+)?",
    decimal=".",
    head=Head.PLURAL,
    numbers=numbered("""
        1 one
        2 two
        3 three
        4 four
        5 five
        6 six
        7 seven
        8 eight
        9 nine
        10 ten
        11 eleven
        12 twelve
        13 thirteen
        14 fourteen
        15 fifteen
        16 sixteen
        17 seventeen
        18 eighteen
        19 nineteen
        20 twenty
        30 thirty
        40 forty
        50 fifty
        60 sixty
        70 seventy
        80 eighty
        90 ninety
    """),
    scales=numbered("""
        12 dozen
        100 hundred
        1e3 thousand
        1e5 lakh
        1e6 million mn mln
        1e7 crore
        1e9 billion bn bln
        1e12 trillion tn trn
    """),
    suffixes=numbered("""
        1e3 k
        1e6 m mn mln
        1e9 b bn bln
        1e12 t tn trn
    """),
    single=words("a an one"),
    half=words("half"),
    halves=("and a half",),
    joining=words("and"),
    denominators=words("""
        third thirds quarter quarters fourth fourths fifth fifths sixth sixths eighth eighths tenth tenths half halves fold
    """),
    fractions=classes("""
        75: three quarters, three-quarters, three - quarters, three fourths
        66.7: two thirds, two - thirds
        60: three fifths, three - fifths
        50: half, one half, one - half
        40: two fifths, two - fifths
        33.3: a third, one third, one - third
        25: a quarter, one quarter, one - quarter, one fourth, one - fourth
        20: a fifth, one fifth, one - fifth
        10: a tenth, one tenth, one - tenth
    """),
    ranging=words("to or"),
    spanning=words("between"),
    spanned=words("and"),
    changing=words("from"),
    scores=words("""
        win victory loss defeat lead draw tie vote votes decision ruling majority record score triumph thrashing advantage
        margin split result
    """),
    bounds=classes("""
        at most: up to, as many as, as much as, no more than, not more than, fewer than, less than, under, at most, at the most, a maximum of, maximum of, below, no later than, at a maximum of, up to about, up to some, as few as
        at least: at least, more than, over, no fewer than, no less than, not less than, above, in excess of, upwards of, upward of, a minimum of, minimum of, well over, just over, well above, greater than, exceeding, a little over, slightly more than, just above, slightly over, more than about, a little more than, at least some, at least about
        about: about, around, approximately, roughly, some, nearly, almost, an estimated, estimated, close to, circa, just under, ca, somewhere around, in the region of, nearly about, near, approx, an average of, just about, just shy of, just short of, probably
    """),
    bounds_after=classes("""
        at least: or more, plus, at least, +, at minimum, or better, and up, or older
        at most: or fewer, or less, at most, at the most, or under, or younger
        about: or so, approximately, roughly
    """),
    during=words("over above under some about"),
    units=classes("""
        person: people, person, persons, individuals, individual, victims, victim, lives, humans
        civilian: civilians, civilian
        resident: residents, resident, citizens, citizen
        dead: dead, deaths, death, fatalities, fatality, bodies, body, corpses
        injured: injured, wounded, injuries, wounds
        casualties: casualties
        man: men, man, males
        woman: women, woman, females
        child: children, child, kids, minors
        boy: boys, boy
        girl: girls, girl
        country: countries, country, nations, nation
        state: states, state
        home: homes, home, houses, house
        soldier: soldiers, soldier, troops, servicemen
        officer: officers, officer, policemen, policeman, police
        plane: planes, plane, aircraft, jets, jet, airplanes, airplane, airliners
        student: students, student, pupils, pupil, schoolchildren
        firm: companies, company, firms
        worker: workers, worker, employees, employee, staff, staffers
        job: jobs, job, positions
        migrant: migrants, migrant, refugees, refugee
        protester: protesters, protester, protestors, demonstrators, demonstrator
        prisoner: prisoners, prisoner, inmates, inmate, detainees, detainee
        hostage: hostages, hostage, captives
        family: families, family
        fighter: fighters, fighter, militants, militant, insurgents, rebels
        second: seconds, second
        minute: minutes, minute
        hour: hours, hour, hrs
        day: days, day
        week: weeks, week
        month: months, month
        year: years, year, yrs
        decade: decades, decade
        km: km, kilometers, kilometres, kilometer, kilometre, kms
        mile: miles, mile
        metre: meters, metres, meter, metre
        foot: feet, foot, ft
        inch: inches, inch
        mph: mph
        kph: kph, kmh
        kg: kg, kilograms, kilogrammes, kilos, kilogram
        pound: pounds, pound, lbs, lb
        ton: tons, ton
        tonne: tonnes, tonne
        barrel: barrels, barrel, bpd
        acre: acres, acre
        hectare: hectares, hectare
        degree: degrees, degree, °
        MW: mw, megawatts, megawatt
        passenger: passengers, passenger
        shot: shots, shot, rounds, gunshots
        lawmaker: lawmakers, legislators, mps
        sheep: sheep
        crew: crew
    """),
    glued=words("° c f km kg cm mm mph kph kmh ft lbs lb mw gb mb tb ml min mins hrs hr sec secs kms"),
    percent=words("% percent pct") | {"per cent"},
    points=frozenset({"percentage point", "percentage points"}),
    currencies=classes("""
        $: dollars, dollar, usd
        €: euros, euro, eur
        £: sterling, gbp, quid
        ¥: yen, yuan, renminbi
        ₽: rubles, roubles, ruble, rouble
        ₹: rupees, rupee
        cent: cents
        peso: pesos, peso
        franc: francs
        krona: kronor, kroner
        won: won
        lira: lira, liras
    """),
    symbols=SYMBOLS
    | classes("""
        $: us$, usd
        €: eur
        £: gbp
        ₹: rs, inr
        ¥: rmb
    """),
    durations=words("second minute hour day week month year decade"),
    generic=words("""
        second minute hour day week month year decade km mile metre foot inch yard mph kph kg pound ton tonne degree time point
    """),
    dimensions=classes("""
        length: km, mile, metre, foot, yard
        weight: kg, pound
        area: acre, hectare
        speed: mph, kph
        money: $, €, £
    """),
    apart=words("ago earlier later before after prior hence old"),
    passing=words("""
        of the its their his her our these those new different separate separately full consecutive straight calendar business
        working more other others additional further extra or so to as and
    """)
    - words("and to or so as"),
    other=words("more other others additional further another extra remaining rest first last next further only"),
    crowds=words("tens dozens scores hundreds thousands millions several many some"),
    of=words("of"),
    ordinals=words("st nd rd th s"),
    numbered=words("""
        no nos number numbers flight article section sections chapter page room channel highway route interstate rule
        day phase level grade tier group gate terminal platform pier form act bill resolution title version unit district
        precinct route exit season episode apartment apt suite box line lines world war formula area lot block
        amendment proposition measure case type class category part zone verse psalm size ward volume week
        mark model ranked seeded chapter ch
    """),
    clock=words("a.m. p.m. am pm a.m p.m o'clock o’clock gmt est edt pst pdt bst utc et pt ist cet noon hrs"),
    ages=frozenset({"old", "of age"}),
    aged=words("aged age ages"),
    graded=words("magnitude"),
    roles=classes("""
        dead: dead, killed, kill, kills, killing, died, dies, dying, deaths, death, fatalities, slain, perished, massacred, executed, drowned, lives, slaughtered, murdered, shot dead, slaying, toll
        injured: injured, injuring, injures, injure, wounded, wounding, wounds, hurt, hurting, injuries, hospitalized, hospitalised
        arrested: arrested, detained, arresting, detaining, arrests, custody, arrest
        missing: missing, unaccounted, vanished
        rescued: rescued, rescuing, saved, freed, released, freeing, releasing
        displaced: displaced, evacuated, displacing, evacuating, homeless, fled
        infected: infected, infecting, sickened, infections
        charged: charged, indicted
    """),
    active=words("""
        kill kills killing injuring injures injure wounding wounds arresting detaining rescuing freeing releasing displacing
        evacuating infecting death arrest hurting toll
    """),
    tolls=words("toll"),
    linking=words("""
        were was are is been have has had be reportedly believed to also confirmed feared still presumed being people
        others more left reported officially now have others as who
    """),
    bare=words("person dead injured casualties"),
    scopes=classes("""
        all: all, every, entire, whole, entirety, all of
        most: most, majority, bulk, much, two-thirds, three-quarters
        half: half
        some: some, part, parts, portion, portions, several, few, section, sections, handful, minority, many, areas
        none: none, neither
    """),
    superlative=words(
        "most part parts portion portions section sections half majority bulk much handful minority areas"
    ),
    weekdays=numbered("""
        0 monday
        1 tuesday
        2 wednesday
        3 thursday
        4 friday
        5 saturday
        6 sunday
    """),
    months=numbered("""
        1 january jan
        2 february feb
        3 march mar
        4 april apr
        5 may
        6 june jun
        7 july jul
        8 august aug
        9 september sept sep
        10 october oct
        11 november nov
        12 december dec
    """),
    parts=classes("""
        morning: morning, mornings
        noon: noon, midday
        afternoon: afternoon
        night: evening, night, midnight
    """),
    edges=classes("""
        early: early, pre-dawn, predawn
        late: late
        mid: mid
    """),
    capital=True,
    leads=words("in since by until till last next this early late mid of during from before after through for around"),
    relations=words("since until till before after by from through"),
    shifts=classes("""
        day 0: today, tonight, this morning, this afternoon, this evening, earlier today, later today
        day -1: yesterday, last night, yesterday morning, yesterday afternoon, yesterday evening
        day 1: tomorrow, tomorrow morning, tomorrow evening, tomorrow night, tomorrow afternoon
        week 0: this week, earlier this week, later this week
        week -1: last week, late last week, early last week, earlier last week
        week 1: next week, early next week, late next week
        month 0: this month, earlier this month, later this month
        month -1: last month, late last month, early last month, earlier last month
        month 1: next month, early next month, late next month
        year 0: this year, earlier this year, later this year
        year -1: last year, late last year, early last year, earlier last year
        year 1: next year, early next year, late next year
        weekend 0: over the weekend, this weekend, at the weekend, last weekend, next weekend
    """),
    last=words("last"),
    next=words("next coming"),
    future=words("""
        will shall 'll won't scheduled upcoming expected set due plans plan planned slated intends intend going may might
        must should can cannot wants want hopes hope expects expect aims aim vows forecasts predicts warns
    """),
    no_days=frozenset(
        {
            "black friday",
            "good friday",
            "super tuesday",
            "ash wednesday",
            "palm sunday",
            "easter sunday",
            "easter monday",
            "bloody sunday",
            "cyber monday",
            "sunday times",
            "sunday telegraph",
            "sunday mirror",
            "sunday mail",
            "saturday night live",
            "sunday night football",
            "monday night football",
            "thursday night football",
            "sunday express",
            "sunday herald",
            "holy thursday",
            "fat tuesday",
            "super sunday",
            "friday prayers",
            "sunday morning futures",
            "sunday mass",
            "sunday school",
            "giving tuesday",
            "boxing day",
        }
    ),
    past=("ed",),
    verbs=words("""
        took made went came gave became got broke brought bought drove fell flew fought grew kept led ran sat spoke stood
        swept threw tore wore woke opens reopens was were is are will began shot found lost cost spent sent built slid sank drew hit cut quit
        sought taught chose caught felt heard knew wrote rose dropped
    """),
    no_verbs=words("hundred indeed need proceed exceed succeed breed speed united hatred sacred wicked naked"),
    pasts=words("""
        was were had did took made went came gave became got broke brought bought drove fell flew fought grew kept led ran
        sat spoke stood swept threw tore wore woke began shot found lost cost spent sent built slid sank drew hit cut quit
        sought taught chose caught felt heard knew wrote rose dropped met held left won told said saw struck withdrew sold
        paid put let shut beat burst split burned burnt hurt swam sang rang drank shook stole froze hid bit blew forgot
        forgave laid lay lent meant read rode showed shrank slept spread sprang stuck stung swore swung thought understood
        undertook wound overcame overtook oversaw arose awoke dealt dug fed fled bled bred sped bound bent crept
        knelt leapt learnt shone sunk trod wept broadcast forecast set used tried died tied lied wed spun
    """),
    bygone=words("was were had did"),
    being=words("was were"),
    perfect=words("has have"),
    present=words("is are am"),
    maybe=words("may might must should could would"),
    open=words("would could"),
    undecided=words("set"),
    aims=words("to for on in at by"),
    auxiliaries=words(
        "was were had did has have is are am be been being will shall may might must should can could would to do does get stay remain"
    ),
    adverbs=words(
        "not also already now never still first later only all both each then soon since ever again once just"
    ),
    timetable=words("meets opens begins starts ends closes resumes reopens expires takes goes returns travels appears"),
    achieved=words("""
        began started managed failed forced went came returned rose fell moved taken brought sent helped dropped climbed grew
        according continued tried refused declined rushed gathered flown had seemed appeared proved
    """),
    goals=words("""
        a an the this that these those his her its their our my all both some many more hospital prison jail school work court
        safety power office parliament bed death people one two three four five six seven eight nine ten eleven twelve
    """),
    dating=words("on in of since the last early late mid during"),
    since=words("since"),
    lasting=words("until till for"),
    modals=words("can may might must will should"),
    ahead=words("until till by for from"),
    meant=words("for"),
    hours=words("""
        the a at least about on of in end start beginning middle early late noon midnight morning afternoon evening night
        o'clock o’clock a.m. p.m. am pm a.m p.m one two three four five six seven eight nine ten eleven twelve half past quarter to
    """),
    following=words("after following over despite"),
    clauses=words("when where while although though whose"),
    coordinating=words("and but or so as while when after before because who which"),
    infinitive=words("to be"),
    telling=words("told tells telling informed"),
    opening=words("that who which because if whether what how why"),
    day_marks=words("of the"),
    beginning=words("since starting beginning"),
    people=(
        "child toddler kid baby infant victim boy son grandson brother nephew youngster teen teenager student pupil",
        "child toddler kid baby infant victim girl daughter granddaughter sister niece youngster teen teenager student pupil",
        "man victim suspect driver father husband teacher student worker passenger teen teenager",
        "woman victim suspect driver mother wife teacher student worker passenger teen teenager",
    ),
    vague=classes("""
        3: several, a handful of
        12: dozens, scores
        100: hundreds
        1000: thousands
        10000: tens of thousands
        100000: hundreds of thousands
        1000000: millions
        10000000: tens of millions
        100000000: hundreds of millions
    """),
)
